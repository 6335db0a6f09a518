//! The part of an order that lists are made of.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::{Order, RowDetails, Target, TargetKind};
use crate::{
    Amount, Currency, Lifecycle, MemberId, OneLine, OrderId, Phone, Priority, SellerId, Status,
};

/// The part of an order that filters look at and rows show, and that indexes
/// repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: OrderId,
    /// Who fulfils it.
    pub seller: SellerId,
    /// Its version.
    pub version: u32,
    /// The rules that it was placed under.
    pub lifecycle: &'static Lifecycle,
    /// Where it is.
    pub status: &'static Status,
    /// The customer's name.
    pub name: OneLine<100>,
    /// The customer's phone.
    pub phone: Phone,
    /// What is owed in all.
    pub total: Amount,
    /// The currency of all amounts.
    pub currency: Currency,
    /// How urgent it is.
    pub priority: Priority,
    /// The zone that it goes to.
    pub zone: Option<OneLine<64>>,
    /// Who brings it, as its batch says.
    pub driver: Option<MemberId>,
    /// The menu.
    pub menu_type: Option<OneLine<100>>,
    /// The meal.
    pub meal_window: Option<OneLine<100>>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When it will have stayed in its status for longer than it should.
    pub target_due: Option<Timestamp>,
    /// What a row shows besides.
    pub details: RowDetails,
}

impl Summary {
    /// Whether the target of its status has passed at this moment.
    #[must_use]
    pub fn is_breached(&self, at: Timestamp) -> bool {
        self.target_due.is_some_and(|due| due <= at)
    }

    /// What people who work on it watch: that it is accepted in time, else that
    /// it moves on in time, else that it comes when it was promised. Nothing
    /// once it is over.
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

    /// Sorts what is more urgent first: what is due first, what is not measured
    /// last, and of those alike the priority, then who waits longest.
    #[must_use]
    pub fn urgency(&self) -> impl Ord + use<> {
        let rank = Priority::ALL.iter().position(|priority| *priority == self.priority);
        (self.target_due.unwrap_or(Timestamp::MAX), Reverse(rank), self.placed_at, self.id.suffix())
    }
}

impl Order {
    /// What filters look at and rows show.
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
