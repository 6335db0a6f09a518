use docket_domain::{OrderId, Summary};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{
    Malformed, amount, maybe, maybe_line, one_line,
    order_reading::{lifecycle, priority},
    parse, phone, suffix, time, times,
};

/// An order's row in the seller index: what a filter looks at.
#[derive(Debug, Deserialize)]
pub(crate) struct OrderRow {
    pk: String,
    k: String,
    st: String,
    lc: String,
    se: String,
    cn: String,
    cp: String,
    gt: u64,
    pr: Option<String>,
    sd: Option<i64>,
    zo: Option<String>,
    dv: Option<String>,
    mt: Option<String>,
    mw: Option<String>,
}

impl TryFrom<OrderRow> for Summary {
    type Error = Malformed;

    fn try_from(row: OrderRow) -> Result<Self, Malformed> {
        let placed_at = crate::table::keys::time_in(&row.k)
            .ok_or_else(|| Malformed::new("k", "does not begin with a time"))?;
        let day = placed_at.to_zoned(TimeZone::UTC).date();
        Ok(Self {
            id: OrderId::new(day, suffix(&row.pk)?),
            seller: parse("se", &row.se)?,
            status: lifecycle(&row.lc)?
                .status(&row.st)
                .ok_or_else(|| Malformed::new("st", "not a status of the lifecycle"))?,
            name: one_line("cn", &row.cn)?,
            phone: phone("cp", &row.cp)?,
            total: amount("gt", row.gt)?,
            priority: priority(row.pr.as_deref())?,
            zone: maybe_line("zo", row.zo.as_deref())?,
            driver: maybe("dv", row.dv.as_deref())?,
            menu_type: maybe_line("mt", row.mt.as_deref())?,
            meal_window: maybe_line("mw", row.mw.as_deref())?,
            placed_at: time("k", placed_at.as_millisecond())?,
            target_due: times("sd", row.sd)?,
        })
    }
}
