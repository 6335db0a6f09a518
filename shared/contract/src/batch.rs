//! The event about a batch of deliveries.

use serde::{Deserialize, Serialize};

use crate::{BatchEventId, BatchId, CorrelationId, MemberId, Moment, SellerId};

/// A batch was put together or changed: it has another status, driver or order of delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BatchChanged {
    /// The batch's id, its version, and the ordinal of the event within that change. Every repeat of the event has the same id.
    pub event_id: BatchEventId,
    /// When it happened: RFC 3339, UTC, in milliseconds.
    pub occurred_at: Moment,
    /// The version of this schema.
    pub schema_version: u32,
    /// The name of the change. All events that follow from one request have the same name.
    pub correlation_id: CorrelationId,
    /// The batch after the change.
    pub batch: BatchFacts,
}

/// A batch in an event. It names no order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BatchFacts {
    /// The batch's id.
    pub id: BatchId,
    /// The batch's version. It rises with every change; consumers compare it, because events may come twice and out of order.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub version: u32,
    /// The seller of the batch's orders.
    pub seller_id: SellerId,
    /// The batch's status.
    pub status: BatchStatus,
    /// The member who delivers it; null until that is known.
    pub driver_id: Option<MemberId>,
    /// How many orders are in it.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub order_count: usize,
}

/// Where a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BatchStatus {
    /// It has no driver yet.
    Pending,
    /// It waits for its driver.
    Assigned,
    /// Its driver has it.
    PickedUp,
    /// The first of its orders was delivered.
    InProgress,
    /// All of its orders that could be delivered were.
    Completed,
    /// It was given up before it was picked up.
    Cancelled,
    /// One of a later version; never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
