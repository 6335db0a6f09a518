//! The event about the stock of products.

use serde::{Deserialize, Serialize};

use crate::{CorrelationId, Moment, ProductId, SellerId, StockEventId};

/// The stock of a product fell to the limit that its seller set.
/// It is published once each time that the stock falls to the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StockLow {
    /// Identifier of the event: product identifier and the stream record that showed the low stock.
    /// A repeated delivery has the identifier of the first one.
    pub event_id: StockEventId,
    /// Time at which the low stock was detected, UTC (RFC 3339) with milliseconds.
    pub occurred_at: Moment,
    /// Version of this event's schema.
    pub schema_version: u32,
    /// Identifier of the stream record that showed the low stock.
    pub correlation_id: CorrelationId,
    /// The product that is low on stock.
    pub product: ProductFacts,
}

/// A product as events describe it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProductFacts {
    /// Identifier of the product.
    pub id: ProductId,
    /// Identifier of the seller that offers the product.
    pub seller_id: SellerId,
    /// Units in stock when the low stock was detected.
    pub available: u64,
    /// Limit at which the event is published, in units.
    /// Null when the seller removed the limit after the low stock was detected.
    pub low_stock_at: Option<u32>,
}
