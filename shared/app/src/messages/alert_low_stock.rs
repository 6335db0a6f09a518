//! Telling staff that little is left of a product.

use docket_domain::ProductId;

use super::{Alert, Source, alert_staff::alert_staff, texts::stock_low};
use crate::{App, Failure};

/// Tells a seller's staff and the administrators that a product runs low, each
/// once for each event.
///
/// # Errors
///
/// As [`alert_staff`]; the store's.
pub async fn alert_low_stock(
    app: &App,
    event: &str,
    id: &ProductId,
    available: u64,
) -> Result<(), Failure> {
    let Some((stored, _)) = app.store.product(id).await? else { return Ok(()) };
    let product = &stored.product;
    let words = stock_low(id, &product.seller, product.name.as_str(), available);
    let source = Source::Seller(product.seller.clone());
    let seller = &product.seller;
    alert_staff(app, &Alert { event, seller, source, order: None, words }).await
}
