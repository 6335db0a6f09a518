//! The reasons for which a batch is not created or changed.

use super::{Batch, BatchStatus};
use crate::{BatchId, OrderId, Refusal, listing::listed};

/// The part of a request that names orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedOrders {
    /// The orders of a new batch.
    All,
    /// The orders that are added to a batch.
    Added,
}

/// Why a batch cannot be created or changed as requested.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefusal {
    /// Another role may do this, but not this actor.
    #[error("this step belongs to another role")]
    Forbidden,
    /// Too few or too many orders.
    #[error("must name 1 to {} orders, each of them once", Batch::MAX_ORDERS)]
    Size,
    /// This seller's drivers cannot deliver the orders at these positions: the orders do not exist,
    /// belong to another seller, or have another fulfilment method.
    #[error("is not a delivery order of this seller")]
    NotDelivered(NamedOrders, Vec<usize>),
    /// The orders at these positions go to another zone.
    #[error("goes to another delivery zone than the batch")]
    OtherZone(NamedOrders, Vec<usize>),
    /// These orders are too early or too late for a batch.
    #[error(
        "only orders that are being prepared or are ready can be in a batch; `orderIds` names the \
         others"
    )]
    NotWaiting(Vec<OrderId>),
    /// These orders are in other batches that are not over.
    #[error(
        "an order can be in one batch at a time, and the orders in `orderIds` are in the batches of \
         `batchIds`"
    )]
    Taken(Vec<(OrderId, BatchId)>),
    /// The orders at these positions cannot be removed: they do not exist, or belong to another
    /// seller.
    #[error("is not an order of this seller")]
    Unknown(Vec<usize>),
    /// The request names no order, or names one order twice.
    #[error("must name orders to add, or `remove` orders to take out, no order twice")]
    NothingNamed,
    /// The batch would have more than [`Batch::MAX_ORDERS`] orders.
    #[error("must not bring the batch above {} orders", Batch::MAX_ORDERS)]
    Full,
    /// No order would be left.
    #[error("must leave at least one order in the batch; cancel the batch instead")]
    Emptied,
    /// The driver has picked the batch up.
    #[error("the batch has been picked up, so no order can be added; create another batch for it")]
    UnderWay,
    /// The driver has these orders, or they have ended.
    #[error("orders that were picked up cannot leave their batch; `orderIds` names them")]
    Gone(Vec<OrderId>),
    /// The member is not an active driver of the batch's seller.
    #[error("must be the id of a driver of this seller")]
    NotADriver,
    /// The batch is over.
    #[error("the batch is {} and can no longer be changed", .0.name())]
    Over(BatchStatus),
    /// The batch has no driver.
    #[error("the batch has no driver yet; assign a driver first")]
    NoDriver,
    /// These orders are not ready to be picked up.
    #[error(
        "the orders in `orderIds` are not ready; send `partial: true` to pick the batch up without \
         them"
    )]
    Unready(Vec<OrderId>),
    /// No order of the batch waits to be picked up.
    #[error("no order of the batch waits for its pickup")]
    NothingToPickUp,
    /// The driver has not picked the batch up, or it is over.
    #[error("the batch is {} and has to be picked up first", .0.name())]
    NotPickedUp(BatchStatus),
    /// The driver has the batch, or some of its orders.
    #[error("the batch has been picked up and can no longer be cancelled")]
    PickedUp,
    /// These orders could not be delivered.
    #[error(
        "the orders in `orderIds` are not out for delivery, so no order of the batch was changed"
    )]
    Undelivered(Vec<OrderId>),
    /// The positions do not cover each order of the batch exactly once.
    #[error("must give each order of the batch one place, counted from 1 without gaps")]
    NotAPermutation,
    /// Drivers can move the order only to these statuses.
    #[error("drivers can set an order to {} only", listed(.0, "or"))]
    NoStep(Vec<&'static str>),
    /// One of the orders refuses the command.
    #[error(transparent)]
    Order(#[from] Refusal),
}
