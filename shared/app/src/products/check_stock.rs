//! Of what there is too little.

use docket_domain::{Actor, Product, SellerId};
use docket_store::StockLevel;
use jiff::Timestamp;

use crate::{App, AppError, Granted};

/// The most products that a check names.
const MOST: u32 = 100;

/// Of what there is too little.
#[derive(Debug)]
pub struct StockCheck {
    /// Products of which nothing is left.
    pub out: Vec<(Product, StockLevel)>,
    /// Products of which as little is left as their seller wants to hear of.
    pub low: Vec<(Product, StockLevel)>,
    /// Whether there are others: 100 are named at most, the longest low first.
    pub more: bool,
    /// When it was looked at.
    pub checked_at: Timestamp,
}

/// Of what a seller has too little; of what all sellers have, when none is named.
///
/// # Errors
///
/// [`AppError::Forbidden`] for those who do not manage the seller, or not all of
/// them.
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
    // The marks are a moment behind the stock, the stock is not.
    let low = page.items.into_iter().filter(|(product, level)| product.is_low(level.available));
    let (out, low) = low.partition(|(_, level)| level.available == 0);
    Ok(StockCheck { out, low, more: page.next.is_some(), checked_at: app.now() })
}
