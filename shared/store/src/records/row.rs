//! An order's row in the seller index: some of the order's attributes, and a map with additional
//! data.

use docket_domain::{OrderId, Summary};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{
    Malformed, amount, currency, maybe, maybe_line, one_line,
    order_reading::{lifecycle, priority},
    parse, phone, record,
    row_details::DetailsRecord,
    suffix, time, times,
};
use crate::{Item, StoreError, table::keys, table::text};

/// An order's row in the seller index.
#[derive(Debug, Deserialize)]
struct OrderRow {
    pk: String,
    k: String,
    v: u32,
    st: String,
    lc: String,
    se: String,
    cn: String,
    cp: String,
    gt: u64,
    cy: String,
    pr: Option<String>,
    sd: Option<i64>,
    zo: Option<String>,
    dv: Option<String>,
    mt: Option<String>,
    mw: Option<String>,
    /// Absent for orders that were last written before rows had it.
    rw: Option<DetailsRecord>,
}

/// Reads a row of the seller index. `None` for an order that was last written before rows were
/// complete; the order itself must be read.
pub(crate) fn read_row(item: Item) -> Result<Option<Summary>, StoreError> {
    let key = text(&item, keys::PK).unwrap_or("without a key").to_owned();
    let corrupt = |Malformed(problem)| StoreError::Corrupt { key, problem };
    record::<OrderRow>(item).and_then(summary).map_err(corrupt)
}

fn summary(row: OrderRow) -> Result<Option<Summary>, Malformed> {
    let Some(details) = row.rw else { return Ok(None) };
    let placed_at =
        keys::time_in(&row.k).ok_or_else(|| Malformed::new("k", "does not begin with a time"))?;
    let placed = placed_at.as_millisecond();
    let day = placed_at.to_zoned(TimeZone::UTC).date();
    let lifecycle = lifecycle(&row.lc)?;
    Ok(Some(Summary {
        id: OrderId::new(day, suffix(&row.pk)?),
        seller: parse("se", &row.se)?,
        version: row.v,
        lifecycle,
        status: lifecycle
            .status(&row.st)
            .ok_or_else(|| Malformed::new("st", "not a status of the lifecycle"))?,
        name: one_line("cn", &row.cn)?,
        phone: phone("cp", &row.cp)?,
        total: amount("gt", row.gt)?,
        currency: currency("cy", &row.cy)?,
        priority: priority(row.pr.as_deref())?,
        zone: maybe_line("zo", row.zo.as_deref())?,
        driver: maybe("dv", row.dv.as_deref())?,
        menu_type: maybe_line("mt", row.mt.as_deref())?,
        meal_window: maybe_line("mw", row.mw.as_deref())?,
        placed_at: time("k", placed)?,
        target_due: times("sd", row.sd)?,
        details: details.details((placed, row.gt))?,
    }))
}
