//! Reading products with their current stock. Everybody may read them; only callers who manage the
//! seller see the adjustments of the stock.

use docket_domain::{Actor, MemberId, Product, ProductId, SellerId};
use docket_store::{Page, StockChange, StockLevel, StoreError, StoredProduct};

use crate::{App, AppError, Granted, PageRequest, names::called};

/// A product with its current stock.
#[derive(Debug)]
pub struct StockedProduct {
    /// The product.
    pub product: Product,
    /// Its stock.
    pub level: StockLevel,
}

/// A manual adjustment of a product's stock.
#[derive(Debug)]
pub struct NamedStockChange {
    /// The adjustment.
    pub change: StockChange,
    /// The name of the member who made it; absent when they are no longer a member.
    pub name: Option<String>,
}

/// A product with its current stock.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id.
pub async fn read_product(
    app: &App,
    id: &ProductId,
) -> Result<(StoredProduct, StockLevel), AppError> {
    app.store.product(id).await?.ok_or(AppError::NotFound)
}

/// A product that `actor` may see. Only its seller's staff and administrators see an inactive
/// product.
///
/// # Errors
///
/// [`AppError::NotFound`] when the product does not exist or is not visible.
pub async fn shown_product(
    app: &App,
    id: &ProductId,
    actor: Option<&Actor>,
) -> Result<(StoredProduct, StockLevel), AppError> {
    let found = read_product(app, id).await?;
    if is_shown(&found.0.product, actor) { Ok(found) } else { Err(AppError::NotFound) }
}

fn is_shown(product: &Product, actor: Option<&Actor>) -> bool {
    product.display.active || actor.is_some_and(|actor| actor.manages(&product.seller))
}

/// A product that `actor` may change. Its seller's staff and administrators may.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id, [`AppError::Forbidden`] for other actors.
pub async fn managed_product(
    app: &App,
    id: &ProductId,
    actor: &Actor,
) -> Result<((StoredProduct, StockLevel), Granted), AppError> {
    let found = read_product(app, id).await?;
    let granted = Granted::to_managers(actor, &found.0.product.seller)?;
    Ok((found, granted))
}

/// A page of a seller's products that `actor` may see, with their current stock, the oldest first.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_products(
    app: &App,
    seller: &SellerId,
    actor: Option<&Actor>,
    requested: &PageRequest<'_>,
) -> Result<Page<(StoredProduct, StockLevel)>, StoreError> {
    let mut page = app.store.seller_products(seller, requested.after(), requested.limit()).await?;
    page.items.retain(|(stored, _)| is_shown(&stored.product, actor));
    Ok(page)
}

/// A page of a product's manual adjustments, the newest first. [`managed_product`] checks that the
/// caller manages the product.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_stock_changes(
    app: &App,
    _: &Granted,
    id: &ProductId,
    requested: &PageRequest<'_>,
) -> Result<Page<NamedStockChange>, StoreError> {
    let page = app.store.stock_changes(id, requested.after(), requested.limit()).await?;
    let member = |change: &StockChange| change.by.parse::<MemberId>().ok();
    let people = app.people(page.items.iter().filter_map(member)).await;
    let named = |change: StockChange| {
        let name = member(&change).and_then(|id| called(change.role, &id, &people));
        NamedStockChange { change, name }
    };
    Ok(Page { items: page.items.into_iter().map(named).collect(), next: page.next })
}
