//! What a row of a list shows of an order, beside what filters look at.

use jiff::{Timestamp, civil::Date};

use super::{MethodKind, Order, PaymentStatus};
use crate::{Amount, BatchId, OneLine};

/// What a row shows beside what filters look at. All of it follows from the
/// order as it stands, so an index may repeat it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDetails {
    /// The day of placing where its seller was then.
    pub placed_on: Date,
    /// How it reaches the buyer.
    pub method: MethodKind,
    /// When it is wanted.
    pub requested_for: Option<Timestamp>,
    /// When the buyer may expect it.
    pub promised_at: Option<Timestamp>,
    /// By when it should be accepted, while it waits for that.
    pub accept_due: Option<Timestamp>,
    /// Where its money is.
    pub payment: PaymentStatus,
    /// What is still owed.
    pub amount_due: Amount,
    /// How many units it holds.
    pub item_count: u32,
    /// The batch that it is brought in, or was last.
    pub batch: Option<BatchId>,
    /// The checkout that it was placed in.
    pub group: Option<String>,
    /// What the zone was called.
    pub zone_name: Option<OneLine<100>>,
}

/// By when something should happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// What.
    pub kind: TargetKind,
    /// By when.
    pub at: Timestamp,
}

/// What should happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// Its seller should accept it.
    Accept,
    /// It should leave its status.
    Sla,
    /// It should be where its buyer expects it.
    Promise,
}

impl TargetKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Sla, Self::Promise];

    /// The name in answers.
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
    /// What a row shows beside what filters look at.
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
