//! The event that a product's stock is low.

use docket_contract::{
    CorrelationId, Event, Moment, ProductFacts, ProductId, SellerId, StockEventId, StockLow,
};
use docket_domain::{Product, moment_text};
use docket_platform::BusEvent;
use docket_store::LowMark;

use super::bus_event::bus_event;

/// The event for the bus that a product was marked as low.
///
/// # Errors
///
/// As [`bus_event`].
pub(super) fn stock_event(
    product: &Product,
    mark: &LowMark,
) -> Result<BusEvent, serde_json::Error> {
    bus_event(&StockLow {
        event_id: StockEventId::of(format!("{}:low:{}", product.id, mark.by)),
        occurred_at: Moment::of(moment_text(mark.at)),
        schema_version: StockLow::VERSION,
        correlation_id: CorrelationId::of(&mark.by),
        product: ProductFacts {
            id: ProductId::of(&product.id),
            seller_id: SellerId::of(&product.seller),
            available: mark.available,
            low_stock_at: product.low_stock_at,
        },
    })
}
