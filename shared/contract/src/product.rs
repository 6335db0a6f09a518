//! The event about a product's stock.

use serde::{Deserialize, Serialize};

use crate::{CorrelationId, Moment, ProductId, SellerId, StockEventId};

/// A product's stock fell to the limit that its seller set. It is published once for each time that the stock falls to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StockLow {
    /// The product's id, and the stream record by which the low stock was seen. Every repeat of the event has the same id.
    pub event_id: StockEventId,
    /// When it was seen: RFC 3339, UTC, in milliseconds.
    pub occurred_at: Moment,
    /// The version of this schema.
    pub schema_version: u32,
    /// The stream record by which the low stock was seen.
    pub correlation_id: CorrelationId,
    /// The product.
    pub product: ProductFacts,
}

/// A product in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProductFacts {
    /// The product's id.
    pub id: ProductId,
    /// The seller of the product.
    pub seller_id: SellerId,
    /// How many could be ordered when the low stock was seen.
    pub available: u64,
    /// The limit. Null where the seller removed the limit of a product that has nothing left, after the low stock was seen.
    pub low_stock_at: Option<u32>,
}
