//! Members that all events about an order have in common.

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use crate::{
    CorrelationId, CurrencyCode, CustomerKey, LifecycleVersion, Moment, OrderEventId, OrderId,
    ProductId, SellerId, StatusName,
};

/// Members that every event about an order has.
/// With [`OrderFacts`] it deserializes from each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail<O = OrderFacts> {
    /// Identifier of the event: order identifier, order version and ordinal within that change.
    /// A repeated delivery has the identifier of the first one.
    pub event_id: OrderEventId,
    /// Time of the change, UTC (RFC 3339) with milliseconds.
    pub occurred_at: Moment,
    /// Version of this event's schema.
    pub schema_version: u32,
    /// Identifier of the change.
    /// All events that follow from one request have this value in common.
    pub correlation_id: CorrelationId,
    /// The order after the change.
    /// When the event is published late or again, members other than `version`, `status`, `phase`
    /// and `previousStatus` can show a later change.
    pub order: O,
    /// Person or function that caused the change.
    pub actor: Actor,
}

/// An order as events describe it.
/// It contains no name, phone number, address or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderFacts {
    /// Identifier of the order, which is also its number.
    pub id: OrderId,
    /// Version of the order, which rises with every change.
    /// Events can arrive twice or out of order, so consumers ignore versions that they have passed.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub version: u32,
    /// Identifier of the seller that fulfils the order.
    pub seller_id: SellerId,
    /// Status of the order after the change, as its lifecycle names it.
    pub status: StatusName,
    /// Phase of the status, in the vocabulary that all lifecycles share.
    pub phase: Phase,
    /// Name and version of the order's lifecycle, as in `kitchen@1`.
    pub lifecycle: LifecycleVersion,
    /// Total of the order in minor units of `currency`, with discount, fees and tax.
    pub grand_total: u64,
    /// ISO 4217 currency of all amounts in the event.
    pub currency: CurrencyCode,
    /// Keyed hash that identifies the customer.
    /// It reveals neither phone number nor e-mail address.
    pub customer_key: CustomerKey,
    /// Line items of the order, at least one.
    #[cfg_attr(feature = "schemas", schemars(length(min = 1)))]
    pub lines: Vec<OrderLine>,
    /// Whether the order has a payment that can still be paid or that holds money.
    #[serde(default)]
    #[cfg_attr(feature = "schemas", schemars(required))]
    pub payment_open: bool,
    /// Whether the seller receives the order only after a payment that is still missing.
    /// The seller gets no messages about the order until then.
    #[serde(default)]
    #[cfg_attr(feature = "schemas", schemars(required))]
    pub awaits_payment: bool,
}

/// An order in an event that follows another one: it had a status before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangedOrder<S = StatusName> {
    /// The order after the change.
    #[serde(flatten)]
    pub facts: OrderFacts,
    /// Status of the order before the change.
    /// It equals `status` when the status did not change.
    pub previous_status: S,
}

/// A line item of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// Identifier of the ordered product.
    pub product_id: ProductId,
    /// Ordered units of the product.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub quantity: u32,
}

/// Phase of an order, in one vocabulary for all lifecycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The guest has not verified the phone number.
    Unverified,
    /// The order is placed and waits for the seller.
    Open,
    /// The seller accepted the order.
    Accepted,
    /// The order is being prepared.
    Working,
    /// The order is prepared and waits to be handed over.
    Ready,
    /// The order is on its way to the customer.
    InTransit,
    /// The order is fulfilled; nothing is left to do.
    Done,
    /// The order was cancelled by a person or automatically.
    Cancelled,
    /// The seller rejected the order, or it was rejected automatically.
    Rejected,
    /// The order could not be fulfilled.
    Failed,
    /// Value of a later version of the schema.
    /// It is read, and never written.
    #[serde(other, skip_serializing)]
    Unknown,
}

/// The one status in which an order waits for the verification of its guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AwaitingVerification {
    /// The guest has not verified the phone number.
    AwaitingVerification,
}
