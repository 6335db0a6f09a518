use docket_app::{Failure, SharedApp, messages};
use serde::Deserialize;

use super::delivered::Delivered;

/// Little is left of a product.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StockLow {
    event_id: String,
    product: Low,
}

/// Which one, and how little.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Low {
    id: String,
    available: u64,
}

/// Tells a seller's staff and the administrators that a product runs low, each
/// once for each time that it does.
pub async fn alert_low_stock(app: SharedApp, event: Delivered<StockLow>) -> Result<(), Failure> {
    let StockLow { event_id, product: low } = event.detail;
    messages::alert_low_stock(&app, &event_id, &low.id.parse()?, low.available).await
}
