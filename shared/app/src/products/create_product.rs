//! Adding a product exactly once for repeated requests.

use docket_domain::{Actor, Addon, Amount, OneLine, Product, ProductDisplay, SellerId};
use docket_store::{CreateOutcome, StockLevel, StoredProduct};

use super::read_product::StockedProduct;
use crate::{App, AppError, Fault, Granted, Idempotent, Request};

/// A product to create.
#[derive(Debug)]
pub struct NewProduct {
    /// Its seller.
    pub seller: SellerId,
    /// Its name.
    pub name: OneLine<100>,
    /// The price of one piece, in the seller's currency.
    pub price: Amount,
    /// The initial stock.
    pub stock: u32,
    /// The stock at or below which the seller is alerted.
    pub low_stock_at: Option<u32>,
    /// Whether it is a main course.
    pub is_main_course: bool,
    /// The extras that can be added to it.
    pub addons: Vec<Addon>,
    /// How buyers see it, and whether it is for sale.
    pub display: ProductDisplay,
    /// The number of stock items that the stock is spread over.
    pub buckets: u32,
}

/// Creates a product, or returns the one that an earlier `request` with this key created, with its
/// current stock.
///
/// # Errors
///
/// [`AppError::Forbidden`] when the actor does not manage the seller, [`AppError::Invalid`] when
/// the seller does not exist, [`AppError::KeyReused`] when the key was used with another body.
pub async fn create_product(
    app: &App,
    actor: &Actor,
    request: &Request<'_>,
    new: NewProduct,
) -> Result<Idempotent<StockedProduct>, AppError> {
    Granted::to_managers(actor, &new.seller)?;
    let seller = app.store.seller(&new.seller).await?;
    let seller = seller.ok_or_else(|| Fault::at("/sellerId", "is not the id of a seller"))?;
    let stamp = app.stamp()?;
    for salt in 0..Request::SALTS {
        let id = format!("PRD-{}", request.suffix(salt)?.as_str());
        let product = Product {
            id: id.parse().map_err(|_| AppError::Conflict)?,
            seller: seller.id.clone(),
            name: new.name.clone(),
            price: new.price,
            currency: seller.currency,
            low_stock_at: new.low_stock_at,
            is_main_course: new.is_main_course,
            addons: new.addons.clone(),
            display: new.display.clone(),
            buckets: new.buckets,
            version: 1,
            created_at: stamp.now,
        };
        let stored = StoredProduct { product, mark: request.mark()? };
        let token = format!("{}-{salt}", stamp.change);
        match app.store.create_product(&stored, new.stock, &token).await? {
            CreateOutcome::Created => {
                let stock = u64::from(new.stock);
                let level = StockLevel { available: stock, received: stock, ..Default::default() };
                return Ok(Idempotent::now(StockedProduct { product: stored.product, level }));
            }
            CreateOutcome::Taken(before) if request.made(&before.mark)? => {
                let product = before.product;
                let level = app.store.stock_level(&product.id, product.buckets).await?;
                return Ok(Idempotent::before(StockedProduct { product, level }));
            }
            CreateOutcome::Taken(_) => {}
        }
    }
    Err(AppError::Conflict)
}
