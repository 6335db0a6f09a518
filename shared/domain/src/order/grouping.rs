//! Orders that belong together (placed in one checkout, split or merged), and the checks whether an
//! order may be split or merged.

use super::{Links, Order, Stamp};
use crate::{Amount, OrderId, Phase};

/// Why an order cannot be split or merged in its present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The order was merged into another one.
    #[error("the order was merged into {0}")]
    Merged(OrderId),
    /// The guest has not verified the order.
    #[error("the order waits to be confirmed")]
    Unverified,
    /// The order must be paid before the seller receives it.
    #[error("the order waits for its payment")]
    Unpaid,
    /// The order has ended.
    #[error("the order is {0}")]
    Over(&'static str),
    /// The order is in a batch.
    #[error("the order is in a batch")]
    InBatch,
    /// A refund of the order is requested and not settled.
    #[error("a refund of the order is in progress")]
    RefundUnderWay,
    /// A payment of the order is open, or holds money.
    #[error("a payment of the order is in progress")]
    PaymentUnderWay,
    /// The order is linked with [`Links::MAX`] orders already.
    #[error("the order has been split or merged {} times, the most that is possible", Links::MAX)]
    TooOften,
    /// The order has only one unit.
    #[error("the order holds only one unit")]
    Single,
}

impl Order {
    /// Links the orders of one checkout with each other.
    pub fn place_together(orders: &mut [Self]) {
        let group: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        for order in orders {
            order.0.links.group.clone_from(&group);
        }
    }

    /// Whether verifying `other`, an order of this order's checkout, also verifies this one.
    #[must_use]
    pub fn is_confirmed_with(&self, other: &Self, stamp: &Stamp) -> bool {
        let follows = |hold: crate::Hold| hold.is_by_another() && !hold.ended(stamp.now);
        self.links.group.contains(&other.id)
            && self.customer.key == other.customer.key
            && self.hold.is_some_and(follows)
    }

    /// Checks that the order may be split.
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

    /// Checks that the order may be merged with orders that match it.
    pub(super) fn may_merge(&self) -> Result<(), Unfit> {
        self.fit()?;
        let too_often = self.links.merged_from.len() >= Links::MAX;
        if too_often { Err(Unfit::TooOften) } else { Ok(()) }
    }

    /// Checks that the order's state allows splitting and merging.
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
