//! Reading products with their live stock. Everybody may; only those who manage
//! the seller see how the stock was changed.

use docket_domain::{Actor, Product, ProductId, SellerId};
use docket_store::{Page, StockChange, StockLevel, StoreError, StoredProduct};

use crate::{App, AppError, Granted};

/// A product with its live stock.
#[derive(Debug)]
pub struct StockedProduct {
    /// The product.
    pub product: Product,
    /// How many there are, and where the others went.
    pub level: StockLevel,
}

/// A product with its live stock.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is none with this id.
pub async fn read_product(
    app: &App,
    id: &ProductId,
) -> Result<(StoredProduct, StockLevel), AppError> {
    app.store.product(id).await?.ok_or(AppError::NotFound)
}

/// A product that `actor` may change: its seller's staff and administrators may.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is none with this id,
/// [`AppError::Forbidden`] for everybody else.
pub async fn managed_product(
    app: &App,
    id: &ProductId,
    actor: &Actor,
) -> Result<((StoredProduct, StockLevel), Granted), AppError> {
    let found = read_product(app, id).await?;
    let granted = Granted::only(actor.manages(&found.0.product.seller))?;
    Ok((found, granted))
}

/// At most `limit` products of a seller with their live stock, the oldest first,
/// after a place in that list.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_products(
    app: &App,
    seller: &SellerId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<(StoredProduct, StockLevel)>, StoreError> {
    app.store.seller_products(seller, after, limit).await
}

/// At most `limit` changes of a product's stock by hand, the newest first, after
/// a place in that list. That the caller manages the product is for
/// [`managed_product`] to say.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_stock_changes(
    app: &App,
    _: &Granted,
    id: &ProductId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<StockChange>, StoreError> {
    app.store.stock_changes(id, after, limit).await
}
