//! Adjusting stock manually, exactly once for repeated requests.

use docket_domain::{Actor, Product, Text};
use docket_store::{AdjustOutcome, Adjustment, StockLevel};

use crate::{App, AppError, Idempotent, Request, Shortfall};

/// A manual adjustment of stock.
#[derive(Debug)]
pub struct AdjustStock<'a> {
    /// The actor who makes the change.
    pub actor: &'a Actor,
    /// The product.
    pub product: &'a Product,
    /// Pieces that are received; written off when negative.
    pub change: i64,
    /// The reason.
    pub reason: &'a Text<255>,
}

/// Receives stock or writes it off, never below zero, and exactly once for all requests with one
/// key and body.
///
/// # Errors
///
/// [`AppError::InsufficientStock`] when more would be written off than is available,
/// [`AppError::KeyReused`] when the key was used with another body.
pub async fn adjust_stock(
    app: &App,
    request: &Request<'_>,
    it: AdjustStock<'_>,
) -> Result<Idempotent<StockLevel>, AppError> {
    let AdjustStock { actor, product, change, reason } = it;
    let mark = request.mark()?;
    let stamp = app.stamp()?;
    let adjustment = Adjustment {
        product,
        change,
        reason: reason.as_str(),
        actor,
        now: stamp.now,
        receipt: &request.receipt()?,
        token: stamp.change.as_str(),
        mark,
    };
    let replayed = match app.store.adjust(&adjustment).await? {
        AdjustOutcome::Adjusted => false,
        AdjustOutcome::Taken(before) if request.made(&before)? => true,
        AdjustOutcome::Taken(_) => return Err(AppError::Conflict),
        AdjustOutcome::Short(available) => {
            return Err(AppError::InsufficientStock(vec![short(product, change, available)]));
        }
    };
    let value = app.store.stock_level(&product.id, product.buckets).await?;
    Ok(Idempotent { value, replayed })
}

fn short(product: &Product, change: i64, available: u64) -> Shortfall {
    let requested = change.unsigned_abs();
    Shortfall {
        product: product.id.clone(),
        name: product.name.to_string(),
        requested,
        available,
        detail: format!("{requested} cannot be written off, as {available} are in stock"),
    }
}
