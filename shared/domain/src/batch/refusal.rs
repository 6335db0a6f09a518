use super::{Batch, BatchStatus};
use crate::{BatchId, OrderId, Refusal, listing::listed};

/// Where a request names orders of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedOrders {
    /// Those that a batch is put together from.
    All,
    /// Those that are added to one.
    Added,
}

/// Why a batch cannot be made or changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefusal {
    /// It can be done, but not by this actor.
    #[error("this is for others to do")]
    Forbidden,
    /// Too few or too many orders.
    #[error("a batch has 1 to {} orders, each once", Batch::MAX_ORDERS)]
    Size,
    /// The orders at these places cannot be brought by this seller's drivers:
    /// there are none, they are others', or they are not to be delivered.
    #[error("is not an order of this seller that its drivers deliver")]
    NotDelivered(NamedOrders, Vec<usize>),
    /// The orders at these places go to another zone.
    #[error("goes to another zone than the batch")]
    OtherZone(NamedOrders, Vec<usize>),
    /// These orders are too early or too late for a batch.
    #[error("only orders that are being prepared or ready go into a batch")]
    NotWaiting(Vec<OrderId>),
    /// These orders are in these other batches that are not over.
    #[error("an order is in one batch at a time, and these are in another")]
    Taken(Vec<(OrderId, BatchId)>),
    /// The orders at these places cannot be taken out: there are none, or they are
    /// others'.
    #[error("is not an order of this seller")]
    Unknown(Vec<usize>),
    /// Nothing is to be added or taken out, or one order both.
    #[error("name orders to add or to remove, each once")]
    NothingNamed,
    /// It would have more orders than a batch may have.
    #[error("a batch has at most {} orders", Batch::MAX_ORDERS)]
    Full,
    /// No order would be left.
    #[error("no order would be left in the batch; cancel it instead")]
    Emptied,
    /// Its driver has it.
    #[error("the batch was picked up; orders are added before that")]
    UnderWay,
    /// Its driver has these orders, or they are over.
    #[error("orders that were picked up stay in their batch")]
    Gone(Vec<OrderId>),
    /// The member is no driver of the batch's seller.
    #[error("is not a driver of this seller")]
    NotADriver,
    /// It is over.
    #[error("a batch that is {} does not change", .0.name())]
    Over(BatchStatus),
    /// Nobody brings it yet.
    #[error("the batch has no driver yet")]
    NoDriver,
    /// These orders are not ready to be picked up.
    #[error("these orders are not ready; ask for `partial` to leave them behind")]
    Unready(Vec<OrderId>),
    /// None of its orders waits to be picked up.
    #[error("there is nothing to pick up")]
    NothingToPickUp,
    /// Its driver does not have it.
    #[error("the batch is {} and was not picked up", .0.name())]
    NotPickedUp(BatchStatus),
    /// Its driver has it, or some of it.
    #[error("the batch was picked up, and cannot be cancelled")]
    PickedUp,
    /// These orders could not be delivered.
    #[error("these orders are not out for delivery; nothing was changed")]
    Undelivered(Vec<OrderId>),
    /// The places are not those of all its orders.
    #[error("must give each order of the batch one of the places from 1 on")]
    NotAPermutation,
    /// Drivers do not move orders there, but to these statuses.
    #[error("must be {}", listed(.0, "or"))]
    NoStep(Vec<&'static str>),
    /// One of its orders refuses.
    #[error(transparent)]
    Order(#[from] Refusal),
}
