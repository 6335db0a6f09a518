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
    #[error("this step belongs to another role")]
    Forbidden,
    /// Too few or too many orders.
    #[error("must name 1 to {} orders, each of them once", Batch::MAX_ORDERS)]
    Size,
    /// The orders at these places cannot be brought by this seller's drivers:
    /// there are none, they are others', or they are not to be delivered.
    #[error("is not a delivery order of this seller")]
    NotDelivered(NamedOrders, Vec<usize>),
    /// The orders at these places go to another zone.
    #[error("goes to another delivery zone than the batch")]
    OtherZone(NamedOrders, Vec<usize>),
    /// These orders are too early or too late for a batch.
    #[error(
        "only orders that are being prepared or are ready can be in a batch; `orderIds` names the \
         others"
    )]
    NotWaiting(Vec<OrderId>),
    /// These orders are in these other batches that are not over.
    #[error(
        "an order can be in one batch at a time, and the orders in `orderIds` are in the batches of \
         `batchIds`"
    )]
    Taken(Vec<(OrderId, BatchId)>),
    /// The orders at these places cannot be taken out: there are none, or they are
    /// others'.
    #[error("is not an order of this seller")]
    Unknown(Vec<usize>),
    /// Nothing is to be added or taken out, or one order both.
    #[error("must name orders to add, or `remove` orders to take out, no order twice")]
    NothingNamed,
    /// It would have more orders than a batch may have.
    #[error("must not bring the batch above {} orders", Batch::MAX_ORDERS)]
    Full,
    /// No order would be left.
    #[error("must leave at least one order in the batch; cancel the batch instead")]
    Emptied,
    /// Its driver has it.
    #[error("the batch has been picked up, so no order can be added; create another batch for it")]
    UnderWay,
    /// Its driver has these orders, or they are over.
    #[error("orders that were picked up cannot leave their batch; `orderIds` names them")]
    Gone(Vec<OrderId>),
    /// The member is no driver of the batch's seller.
    #[error("must be the id of a driver of this seller")]
    NotADriver,
    /// It is over.
    #[error("the batch is {} and can no longer be changed", .0.name())]
    Over(BatchStatus),
    /// Nobody brings it yet.
    #[error("the batch has no driver yet; assign a driver first")]
    NoDriver,
    /// These orders are not ready to be picked up.
    #[error(
        "the orders in `orderIds` are not ready; send `partial: true` to pick the batch up without \
         them"
    )]
    Unready(Vec<OrderId>),
    /// None of its orders waits to be picked up.
    #[error("no order of the batch waits for its pickup")]
    NothingToPickUp,
    /// Its driver does not have it.
    #[error("the batch is {} and has to be picked up first", .0.name())]
    NotPickedUp(BatchStatus),
    /// Its driver has it, or some of it.
    #[error("the batch has been picked up and can no longer be cancelled")]
    PickedUp,
    /// These orders could not be delivered.
    #[error(
        "the orders in `orderIds` are not out for delivery, so no order of the batch was changed"
    )]
    Undelivered(Vec<OrderId>),
    /// The places are not those of all its orders.
    #[error("must give each order of the batch one place, counted from 1 without gaps")]
    NotAPermutation,
    /// Drivers do not move orders there, but to these statuses.
    #[error("drivers can set an order to {} only", listed(.0, "or"))]
    NoStep(Vec<&'static str>),
    /// One of its orders refuses.
    #[error(transparent)]
    Order(#[from] Refusal),
}
