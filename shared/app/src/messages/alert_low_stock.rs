//! Telling staff that little is left of a product.

use docket_contract::{Event, StockLow};
use docket_domain::{NoticeGroup, Notification, ProductId};

use super::{News, Source, inform_staff::inform_staff, texts::stock_low};
use crate::{App, Failure, notifications::record};

/// Tells a seller's staff and the administrators that a product runs low, each
/// once for each event.
///
/// # Errors
///
/// As [`inform_staff`]; the store's; when the event names no product.
pub async fn alert_low_stock(app: &App, event: &StockLow) -> Result<(), Failure> {
    let id: ProductId = event.product.id.as_str().parse()?;
    let Some((stored, _)) = app.store.product(&id).await? else { return Ok(()) };
    let product = &stored.product;
    let (available, at) = (event.product.available, event.occurred_at.as_str().parse()?);
    record(app, &Notification::stock_low(product, available, event.id(), at)).await?;
    let words = stock_low(&id, &product.seller, product.name.as_str(), available);
    let news = News {
        event: event.id(),
        group: Some(NoticeGroup::StockLow),
        seller: &product.seller,
        source: &Source::Seller(product.seller.clone()),
        order: None,
        words: &words,
    };
    inform_staff(app, &news).await
}
