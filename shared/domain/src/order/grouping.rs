//! Orders that belong together: placed in one checkout, split from one
//! another, or merged; and which may.

use super::{Links, Order, Stamp};
use crate::{Amount, OrderId, Phase};

/// Why an order can be neither split nor merged as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It went into another order.
    #[error("the order was merged into {0}")]
    Merged(OrderId),
    /// It waits for its guest.
    #[error("the order waits to be confirmed")]
    Unverified,
    /// It has to be paid for before its seller gets it.
    #[error("the order waits for its payment")]
    Unpaid,
    /// It is done or was stopped.
    #[error("the order is {0}")]
    Over(&'static str),
    /// A driver brings it, or will.
    #[error("the order is in a batch")]
    InBatch,
    /// Money is being given back for it.
    #[error("a refund of the order is in progress")]
    RefundUnderWay,
    /// A payment of it is open, or holds money.
    #[error("a payment of the order is in progress")]
    PaymentUnderWay,
    /// It is linked with as many orders as it may be.
    #[error("the order has been split or merged {} times, the most that is possible", Links::MAX)]
    TooOften,
    /// It holds one unit, of which no part can go.
    #[error("the order holds only one unit")]
    Single,
}

impl Order {
    /// Makes the orders of one checkout know of each other.
    pub fn place_together(orders: &mut [Self]) {
        let group: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        for order in orders {
            order.0.links.group.clone_from(&group);
        }
    }

    /// Whether the code that is right for `other`, an order of the same
    /// checkout, confirms this one too.
    #[must_use]
    pub fn is_confirmed_with(&self, other: &Self, stamp: &Stamp) -> bool {
        let follows = |hold: crate::Hold| hold.is_by_another() && !hold.ended(stamp.now);
        self.links.group.contains(&other.id)
            && self.customer.key == other.customer.key
            && self.hold.is_some_and(follows)
    }

    /// Whether some part of it may become an order of its own.
    pub(super) fn may_split(&self) -> Result<(), Unfit> {
        self.fit()?;
        let too_often = self.links.split_into.len() >= Links::MAX;
        let single = matches!(&*self.lines, [line] if line.quantity.get() == 1);
        match (too_often, single) {
            (true, _) => Err(Unfit::TooOften),
            (false, true) => Err(Unfit::Single),
            (false, false) => Ok(()),
        }
    }

    /// Whether it may be merged with orders that are like it.
    pub(super) fn may_merge(&self) -> Result<(), Unfit> {
        self.fit()?;
        let too_often = self.links.merged_from.len() >= Links::MAX;
        if too_often { Err(Unfit::TooOften) } else { Ok(()) }
    }

    /// Whether it may be split or merged as it is.
    pub(super) fn fit(&self) -> Result<(), Unfit> {
        if let Some(other) = self.links.merged_into {
            return Err(Unfit::Merged(other));
        }
        if self.status.phase == Phase::Unverified {
            return Err(Unfit::Unverified);
        }
        if self.awaits_payment() {
            return Err(Unfit::Unpaid);
        }
        if self.status.phase.is_closed() {
            return Err(Unfit::Over(self.status.name));
        }
        if self.delivery.is_some() {
            return Err(Unfit::InBatch);
        }
        if self.payment.requested > Amount::ZERO {
            return Err(Unfit::RefundUnderWay);
        }
        if self.open_payment().is_some() {
            return Err(Unfit::PaymentUnderWay);
        }
        Ok(())
    }
}
