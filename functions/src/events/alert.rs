use docket_app::{Failure, SharedApp};
use docket_domain::ProductId;
use serde::Deserialize;

use super::{
    detail::Delivered,
    people::{Alert, alert},
};
use crate::messages::{Source, texts::stock_low};

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
    let id: ProductId = low.id.parse()?;
    let Some((stored, _)) = app.store.product(&id).await? else { return Ok(()) };
    let product = &stored.product;
    let words = stock_low(&id, &product.seller, product.name.as_str(), low.available);
    let source = Source::Seller(product.seller.clone());
    let seller = &product.seller;
    alert(&app, &Alert { event: &event_id, seller, source, order: None, words }).await
}
