//! What all events about an order say.

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use crate::{
    CorrelationId, CurrencyCode, CustomerKey, LifecycleVersion, Moment, OrderEventId, OrderId,
    ProductId, SellerId, StatusName,
};

/// What every event about an order says. With [`OrderFacts`] it reads from each
/// of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail<O = OrderFacts> {
    /// The order's id, its version, and the ordinal of the event within that change. Every repeat of the event has the same id.
    pub event_id: OrderEventId,
    /// When it happened: RFC 3339, UTC, in milliseconds.
    pub occurred_at: Moment,
    /// The version of this schema.
    pub schema_version: u32,
    /// The name of the change. All events that follow from one request have the same name.
    pub correlation_id: CorrelationId,
    /// The order after the change that the event tells of.
    pub order: O,
    /// Who caused the change.
    pub actor: Actor,
}

/// An order in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderFacts {
    /// The order's id.
    pub id: OrderId,
    /// The order's version. It rises with every change; consumers compare it, because events may come twice and out of order.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub version: u32,
    /// The seller of the order.
    pub seller_id: SellerId,
    /// A status of the order's lifecycle.
    pub status: StatusName,
    /// What the status means, in the vocabulary that all lifecycles share.
    pub phase: Phase,
    /// Name and version of the order's lifecycle.
    pub lifecycle: LifecycleVersion,
    /// What the order costs in all, in minor units of `currency`.
    pub grand_total: u64,
    /// The currency of all amounts (ISO 4217).
    pub currency: CurrencyCode,
    /// Who ordered, as a keyed hash; never a phone number or an address.
    pub customer_key: CustomerKey,
    /// What is ordered.
    #[cfg_attr(feature = "schemas", schemars(length(min = 1)))]
    pub lines: Vec<OrderLine>,
    /// Whether a payment of it is open or holds money, so that what happens to the order may matter to it.
    #[serde(default)]
    #[cfg_attr(feature = "schemas", schemars(required))]
    pub payment_open: bool,
    /// Whether the order waits for a payment without which its seller does not get it. Sellers receive no messages about such orders.
    #[serde(default)]
    #[cfg_attr(feature = "schemas", schemars(required))]
    pub awaits_payment: bool,
}

/// An order in an event that follows another: it had a status before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangedOrder<S = StatusName> {
    /// The order.
    #[serde(flatten)]
    pub facts: OrderFacts,
    /// The status before.
    pub previous_status: S,
}

/// A line item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// The product.
    pub product_id: ProductId,
    /// How many of it.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub quantity: u32,
}

/// What a status means, in one vocabulary for all lifecycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The guest has not confirmed the order yet.
    Unverified,
    /// Placed; the seller has not accepted it yet.
    Open,
    /// Accepted by the seller.
    Accepted,
    /// Being prepared.
    Working,
    /// Prepared; it waits to be handed over.
    Ready,
    /// On its way to the customer.
    InTransit,
    /// Fulfilled.
    Done,
    /// Stopped by a person or by Docket.
    Cancelled,
    /// Turned down by the seller.
    Rejected,
    /// Could not be fulfilled.
    Failed,
    /// One of a later version; never written.
    #[serde(other, skip_serializing)]
    Unknown,
}

/// The one status in which an order waits for its guest's confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AwaitingVerification {
    /// The guest has not confirmed the order yet.
    AwaitingVerification,
}
