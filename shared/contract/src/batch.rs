//! The event about delivery batches.

use serde::{Deserialize, Serialize};

use crate::{BatchEventId, BatchId, CorrelationId, MemberId, Moment, SellerId};

/// A delivery batch was created, or its status, driver or delivery order changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BatchChanged {
    /// Identifier of the event: batch identifier, batch version and ordinal 0.
    /// A repeated delivery has the identifier of the first one.
    pub event_id: BatchEventId,
    /// Time of the change, UTC (RFC 3339) with milliseconds.
    pub occurred_at: Moment,
    /// Version of this event's schema.
    pub schema_version: u32,
    /// Identifier of the change.
    /// All events that follow from one request have this value in common.
    pub correlation_id: CorrelationId,
    /// The batch after the change.
    pub batch: BatchFacts,
}

/// A delivery batch as events describe it.
/// Its orders are not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BatchFacts {
    /// Identifier of the delivery batch.
    pub id: BatchId,
    /// Version of the batch, which rises with every change.
    /// Events can arrive twice or out of order, so consumers ignore versions that they have passed.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub version: u32,
    /// Identifier of the seller of all orders in the batch.
    pub seller_id: SellerId,
    /// Status of the batch after the change.
    pub status: BatchStatus,
    /// Identifier of the driver.
    /// Null while no driver is assigned.
    pub driver_id: Option<MemberId>,
    /// Number of orders in the batch.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub order_count: usize,
}

/// Status of a delivery batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BatchStatus {
    /// The batch has no driver yet.
    Pending,
    /// A driver is assigned and has not picked up the batch.
    Assigned,
    /// The driver has picked up the batch.
    PickedUp,
    /// The first order was delivered.
    InProgress,
    /// Every order that could be delivered was delivered.
    Completed,
    /// The batch was dissolved before pickup.
    Cancelled,
    /// Value of a later version of the schema.
    /// It is read, and never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
