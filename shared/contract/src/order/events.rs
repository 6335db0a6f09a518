//! The events about orders, those about money excepted.

use serde::{Deserialize, Serialize};

use super::facts::{AwaitingVerification, ChangedOrder, OrderDetail};
use crate::{Moment, OrderId};

/// An order was placed.
/// The order of a guest is unverified at first; its stock is held meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderPlaced {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail,
}

/// A guest verified the phone number.
/// The order took the first status of its lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderVerified {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder<AwaitingVerification>>,
}

/// An order moved to another status, by a person or automatically.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderStatusChanged {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order was stopped: cancelled, rejected or failed, or not verified in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderCancelled {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// Items, address, notes, priority or other details of an order changed, or a driver reported a
/// delivery problem.
/// The status did not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderUpdated {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order was not accepted within the time that its seller allows.
/// The seller's staff and the administrators are alerted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderEscalated {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order was in its status for longer than its target.
/// It is published once for each status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SlaBreached {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// The seller changed the time at which an order is expected.
/// The customer is informed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderPromiseMoved {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// Time at which the order is expected now, UTC (RFC 3339) with milliseconds.
    pub promised_at: Moment,
    /// Time at which the order was expected before, UTC (RFC 3339) with milliseconds.
    /// Null when there was none.
    pub previously_promised_at: Option<Moment>,
}

/// Part of an order became an order of its own.
/// Each of the two orders has this event, which names the other order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderSplit {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// Part of the received money that moved to the new order, in minor units of `order.currency`.
    pub amount: u64,
    /// The other order of the split.
    #[serde(flatten)]
    pub link: SplitLink,
}

/// Relation of the other order of a split to this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemas", schemars(transform = crate::schemas::one_member))]
#[serde(rename_all = "camelCase")]
pub enum SplitLink {
    /// Identifier of the new order, which was a part of this order.
    SplitInto(OrderId),
    /// Identifier of the order that this new order was a part of.
    SplitFrom(OrderId),
}

/// An order was merged into another.
/// Each of the two orders has this event, which names the other order.
/// The order that was merged into the other one ends; that is no cancellation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrdersMerged {
    /// Members that all events about an order have.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// Received money of the order that was merged into the other one, in minor units of
    /// `order.currency`.
    pub amount: u64,
    /// The other order of the merge.
    #[serde(flatten)]
    pub link: MergeLink,
}

/// Relation of the other order of a merge to this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemas", schemars(transform = crate::schemas::one_member))]
#[serde(rename_all = "camelCase")]
pub enum MergeLink {
    /// Identifier of the order that was merged into this order.
    MergedFrom(OrderId),
    /// Identifier of the order that this order was merged into, and that continues.
    MergedInto(OrderId),
}
