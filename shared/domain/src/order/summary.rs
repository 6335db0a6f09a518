//! Summaries: the part of an order that lists need.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::{Order, RowDetails, Target, TargetKind};
use crate::{
    Amount, Currency, Lifecycle, MemberId, OneLine, OrderId, Phone, Priority, SellerId, Status,
};

/// The part of an order that filters compare, rows show and indexes copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The order's id.
    pub id: OrderId,
    /// The seller that fulfils the order.
    pub seller: SellerId,
    /// The order's version.
    pub version: u32,
    /// The lifecycle under which the order was placed.
    pub lifecycle: &'static Lifecycle,
    /// The present status.
    pub status: &'static Status,
    /// The customer's name.
    pub name: OneLine<100>,
    /// The customer's phone.
    pub phone: Phone,
    /// The grand total.
    pub total: Amount,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The priority.
    pub priority: Priority,
    /// The delivery zone.
    pub zone: Option<OneLine<64>>,
    /// The driver of the order's batch.
    pub driver: Option<MemberId>,
    /// The menu.
    pub menu_type: Option<OneLine<100>>,
    /// The meal.
    pub meal_window: Option<OneLine<100>>,
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// When the target of the present status passes.
    pub target_due: Option<Timestamp>,
    /// The values that a row shows in addition.
    pub details: RowDetails,
}

impl Summary {
    /// Whether the target of the present status has passed at this moment.
    #[must_use]
    pub fn is_breached(&self, at: Timestamp) -> bool {
        self.target_due.is_some_and(|due| due <= at)
    }

    /// The target that staff should watch: that the order is accepted in time, or else that it
    /// leaves its status in time, or else that it meets the promise. `None` once it has ended.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        if self.status.phase.is_closed() {
            return None;
        }
        let target = |kind, at: Option<Timestamp>| at.map(|at| Target { kind, at });
        target(TargetKind::Accept, self.details.accept_due)
            .or_else(|| target(TargetKind::Sla, self.target_due))
            .or_else(|| target(TargetKind::Promise, self.details.promised_at))
    }

    /// The sort key by urgency: orders with the earliest target come first and orders without a
    /// target last; among equals the higher priority comes first, and then the older order.
    #[must_use]
    pub fn urgency(&self) -> impl Ord + use<> {
        let rank = Priority::ALL.iter().position(|priority| *priority == self.priority);
        (self.target_due.unwrap_or(Timestamp::MAX), Reverse(rank), self.placed_at, self.id.suffix())
    }
}

impl Order {
    /// The summary of the order.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            id: self.id,
            seller: self.seller.clone(),
            version: self.version,
            lifecycle: self.lifecycle,
            status: self.status,
            name: self.customer.name.clone(),
            phone: self.customer.phone.clone(),
            total: self.grand_total(),
            currency: self.currency,
            priority: self.priority,
            zone: self.fulfilment.zone.clone(),
            driver: self.delivery.as_ref().and_then(|it| it.driver.clone()),
            menu_type: self.menu_type.clone(),
            meal_window: self.meal_window.clone(),
            placed_at: self.placed_at,
            target_due: self.target_due(),
            details: self.row_details(),
        }
    }
}
