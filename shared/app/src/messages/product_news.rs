//! Notices to staff and administrators that the stock of a product is low.

use docket_domain::{NoticeGroup, NoticeSubject, Notification, Product, ProductId};
use docket_texts::{Action, Text};
use jiff::Timestamp;

use super::{
    News, NoticeSeller, Source, inform::inform_all, pages, people::staff, recipients::Recipients,
};
use crate::{App, Failure, notifications::record};

/// Records in the feed how many pieces of a product were available at a time, and informs staff
/// and administrators, each once for each event. Returns how many people were informed.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later.
pub(super) async fn low_stock(
    app: &App,
    id: &ProductId,
    event: &str,
    (available, at): (u64, Timestamp),
) -> Result<usize, Failure> {
    let Some((stored, _)) = app.store.product(id).await? else { return Ok(0) };
    record(app, &Notification::stock_low(&stored.product, available, event, at)).await?;
    inform(app, &stored.product, (event, available, at), Recipients::Everybody).await
}

/// Informs a person whose quiet hours have ended, if the stock is still low.
///
/// # Errors
///
/// As [`low_stock`].
pub(super) async fn inform_of_stock(
    app: &App,
    id: &ProductId,
    event: &str,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let Some((stored, stock)) = app.store.product(id).await? else { return Ok(0) };
    let limit = stored.product.low_stock_at.map_or(0, u64::from);
    if stock.available > limit {
        return Ok(0);
    }
    inform(app, &stored.product, (event, stock.available, app.now()), recipients).await
}

async fn inform(
    app: &App,
    product: &Product,
    (event, available, at): (&str, u64, Timestamp),
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let group = NoticeGroup::StockLow;
    let seller = NoticeSeller::read(app, &product.seller).await?;
    if !seller.sends {
        return Ok(0);
    }
    let left = u32::try_from(available).unwrap_or(u32::MAX);
    let text = Text::stock_low(product.id.as_str(), product.name.as_str(), &seller.name, left);
    let link = app.link(&pages::product(&product.id));
    let news = News {
        event: event.to_owned(),
        subject: &NoticeSubject::Product(product.id.clone()),
        versions: (0, 0),
        group: Some(group),
        source: Source::Seller(product.seller.clone()),
        at,
        seller: &seller,
        language: None,
        text,
        action: link.map(|link| (Action::OpenProduct, link)),
    };
    inform_all(app, &news, staff(app, &product.seller, group.audience()).await?, recipients).await
}
