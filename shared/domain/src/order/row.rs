//! The details of an order that a row of a list shows in addition to the filtered values.

use jiff::{Timestamp, civil::Date};

use super::{MethodKind, Order, PaymentStatus};
use crate::{Amount, BatchId, OneLine};

/// The values that a row shows in addition to the filtered ones. All of them follow from the order,
/// so an index can copy them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDetails {
    /// The day of placing, in the time zone that the seller had then.
    pub placed_on: Date,
    /// The fulfilment method.
    pub method: MethodKind,
    /// When the buyer wants the order.
    pub requested_for: Option<Timestamp>,
    /// When the buyer may expect the order.
    pub promised_at: Option<Timestamp>,
    /// By when the order should be accepted, while it waits for that.
    pub accept_due: Option<Timestamp>,
    /// The payment status.
    pub payment: PaymentStatus,
    /// The amount that the buyer still has to pay.
    pub amount_due: Amount,
    /// The number of units in the order.
    pub item_count: u32,
    /// The order's present or last batch.
    pub batch: Option<BatchId>,
    /// The id of the order's checkout.
    pub group: Option<String>,
    /// The zone's name when it was chosen.
    pub zone_name: Option<OneLine<100>>,
}

/// By when something should happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// What should happen.
    pub kind: TargetKind,
    /// By when.
    pub at: Timestamp,
}

/// What should happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// The seller should accept the order.
    Accept,
    /// The order should leave its status.
    Sla,
    /// The order should be ready or delivered, as promised to the buyer.
    Promise,
}

impl TargetKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Sla, Self::Promise];

    /// The name in responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Sla => "sla",
            Self::Promise => "promise",
        }
    }
}

impl Order {
    /// The values that a row shows in addition to the filtered ones.
    pub(super) fn row_details(&self) -> RowDetails {
        RowDetails {
            placed_on: self.placed_on,
            method: self.fulfilment.method.kind(),
            requested_for: self.fulfilment.requested_for,
            promised_at: self.promised_at(),
            accept_due: self.acceptance().map(|it| it.due_at),
            payment: self.payment_status(),
            amount_due: self.amount_due(),
            item_count: self.lines.iter().map(|line| line.quantity.get()).sum(),
            batch: self.delivery.as_ref().map(|it| it.batch.clone()),
            group: self.links.group_id(),
            zone_name: self.names.zone.clone(),
        }
    }
}
