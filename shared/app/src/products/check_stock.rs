//! Products whose stock is low.

use docket_domain::{Actor, Product, SellerId};
use docket_store::StockLevel;
use jiff::Timestamp;

use crate::{App, AppError, Granted};

/// The most products in a result.
const MOST: u32 = 100;

/// Products whose stock is low.
#[derive(Debug)]
pub struct StockCheck {
    /// Products that are out of stock.
    pub out: Vec<(Product, StockLevel)>,
    /// Products whose stock is at or below their limit, but not 0.
    pub low: Vec<(Product, StockLevel)>,
    /// Whether there are more products. The result has at most 100, those that have been low for
    /// the longest time.
    pub more: bool,
    /// The time of the check.
    pub checked_at: Timestamp,
}

/// The products of a seller, or of all sellers, whose stock is low.
///
/// # Errors
///
/// [`AppError::Forbidden`] when the actor does not manage the seller, or all sellers.
pub async fn check_stock(
    app: &App,
    actor: &Actor,
    seller: Option<&SellerId>,
) -> Result<StockCheck, AppError> {
    Granted::only(match seller {
        Some(seller) => actor.manages(seller),
        None => matches!(actor, Actor::Admin(_)),
    })?;
    let page = app.store.low_products(seller, MOST).await?;
    // The marks are eventually consistent, so the current stock is checked, too.
    let low = page.items.into_iter().filter(|(product, level)| product.is_low(level.available));
    let (out, low) = low.partition(|(_, level)| level.available == 0);
    Ok(StockCheck { out, low, more: page.next.is_some(), checked_at: app.now() })
}
