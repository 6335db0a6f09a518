use super::{Batch, BatchStatus};
use crate::{OrderId, Refusal, listing::listed};

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
    NotDelivered(Vec<usize>),
    /// The orders at these places go to another zone.
    #[error("goes to another zone than the batch")]
    OtherZone(Vec<usize>),
    /// These orders are too early or too late for a batch.
    #[error("only orders that are being prepared or ready go into a batch")]
    NotWaiting(Vec<OrderId>),
    /// These orders are in another batch that is not over.
    #[error("an order is in one batch at a time, and these are in another")]
    Taken(Vec<OrderId>),
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
