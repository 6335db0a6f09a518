//! The events about orders.

use serde::{Deserialize, Serialize};

use super::facts::{AwaitingVerification, ChangedOrder, OrderDetail};
use crate::{Moment, OrderId};

/// An order was placed. A guest's order is still unverified, and its stock is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderPlaced {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail,
}

/// A guest confirmed the phone number; the order takes its lifecycle's first status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderVerified {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder<AwaitingVerification>>,
}

/// An order moved to another status: a person moved it, or Docket did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderStatusChanged {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order was stopped: cancelled, rejected or failed, or its guest never confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderCancelled {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// The lines or the texts of an order were changed; its status was not. The lines are those after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderUpdated {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// Nobody accepted an order within the time that its seller allows; the seller's staff and the administrators are alerted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderEscalated {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order stayed in its status for longer than its seller's target. It is published once for each status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SlaBreached {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
}

/// An order is expected at another time than was promised: its seller says so, and its customer is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderPromiseMoved {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// When it is expected now.
    pub promised_at: Moment,
    /// When it was expected before; null where nothing was promised.
    pub previously_promised_at: Option<Moment>,
}

/// A part of an order became an order of its own. Each of the two orders has such an event, which names the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrderSplit {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// What was paid for the part and went with it, in minor units.
    pub amount: u64,
    /// The other order.
    #[serde(flatten)]
    pub link: SplitLink,
}

/// What the other order of a split is to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemas", schemars(transform = crate::schemas::one_member))]
#[serde(rename_all = "camelCase")]
pub enum SplitLink {
    /// The new order, which was a part of this one.
    SplitInto(OrderId),
    /// The order that this one was a part of.
    SplitFrom(OrderId),
}

/// An order went into another. Each of the two orders has such an event, which names the other. The order that went into the other ends, and was not cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OrdersMerged {
    /// What all events about an order say.
    #[serde(flatten)]
    pub detail: OrderDetail<ChangedOrder>,
    /// What was paid for the order that went into the other, in minor units.
    pub amount: u64,
    /// The other order.
    #[serde(flatten)]
    pub link: MergeLink,
}

/// What the other order of a merge is to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemas", schemars(transform = crate::schemas::one_member))]
#[serde(rename_all = "camelCase")]
pub enum MergeLink {
    /// The order that came into this one.
    MergedFrom(OrderId),
    /// The order that this one went into, where it goes on.
    MergedInto(OrderId),
}
