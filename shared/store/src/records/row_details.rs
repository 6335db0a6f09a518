//! Additional data of a row of the seller index, in one map attribute. An index projects at most 20
//! attributes, and none can be added to an existing index, but the map can get new entries.

use docket_domain::{MethodKind, Order, PaymentStatus, RowDetails};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Malformed, amount, is_zero, maybe, maybe_line, placed_on, texts, times};

/// The additional data of a row. Usual values are absent, so that an order with a complete history
/// stays below a kilobyte.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DetailsRecord {
    /// By how many days the seller's day of placing differs from that of UTC.
    #[serde(default, skip_serializing_if = "is_zero")]
    l: i8,
    /// Method: its first letter.
    m: String,
    /// Number of pieces.
    i: u32,
    /// Requested time, promised time, deadline for accepting it.
    #[serde(skip_serializing_if = "Option::is_none")]
    w: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<i64>,
    /// Payment status, unless it is unpaid; the due amount, unless it is the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<u64>,
    /// Batch, checkout, the zone's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    g: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    z: Option<String>,
}

impl DetailsRecord {
    /// The additional data of an order's row; `days` is [`OrderRecord::ld`](super::OrderRecord).
    pub(super) fn new(order: &Order, days: i8) -> Self {
        let summary = order.summary();
        let details = summary.details;
        let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
        let unpaid = details.payment == PaymentStatus::Unpaid;
        Self {
            l: days,
            m: letter(details.method).to_owned(),
            i: details.item_count,
            w: millis(details.requested_for),
            p: millis(details.promised_at),
            a: millis(details.accept_due),
            s: (!unpaid).then(|| details.payment.name().to_owned()),
            d: (details.amount_due != summary.total).then(|| details.amount_due.minor()),
            b: texts(details.batch.as_ref()),
            g: details.group,
            z: texts(details.zone_name.as_ref()),
        }
    }

    pub(super) fn details(self, (placed, total): (i64, u64)) -> Result<RowDetails, Malformed> {
        let payment = match self.s.as_deref() {
            None => PaymentStatus::Unpaid,
            Some(name) => PaymentStatus::ALL
                .into_iter()
                .find(|status| status.name() == name)
                .ok_or_else(|| Malformed::new("rw.s", "unknown status of money"))?,
        };
        let method = MethodKind::ALL.into_iter().find(|it| letter(*it) == self.m);
        Ok(RowDetails {
            placed_on: placed_on(placed, self.l)?,
            method: method.ok_or_else(|| Malformed::new("rw.m", "unknown method"))?,
            requested_for: times("rw.w", self.w)?,
            promised_at: times("rw.p", self.p)?,
            accept_due: times("rw.a", self.a)?,
            payment,
            amount_due: amount("rw.d", self.d.unwrap_or(total))?,
            item_count: self.i,
            batch: maybe("rw.b", self.b.as_deref())?,
            group: self.g,
            zone_name: maybe_line("rw.z", self.z.as_deref())?,
        })
    }
}

const fn letter(method: MethodKind) -> &'static str {
    match method {
        MethodKind::Pickup => "p",
        MethodKind::Delivery => "d",
        MethodKind::Shipping => "s",
    }
}
