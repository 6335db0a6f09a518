//! Changing a product's data. Its stock is changed by adjustments only.

use std::ops::ControlFlow;

use docket_domain::ProductChange;
use docket_store::{Saved, StockLevel, StoredProduct};

use super::read_product::{StockedProduct, read_product};
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// A change of a product.
#[derive(Debug)]
pub struct UpdateProduct<'a> {
    /// The product that was read when rights were checked.
    pub found: (StoredProduct, StockLevel),
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// What changes.
    pub change: &'a ProductChange,
}

/// Changes a product and returns the changed product. A change that changes nothing leaves the
/// version unchanged.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one.
pub async fn update_product(app: &App, it: UpdateProduct<'_>) -> Result<StockedProduct, AppError> {
    let UpdateProduct { found, expected, change } = it;
    let id = &found.0.product.id.clone();
    let read = || read_product(app, id);
    retry_reading(found, read, |(stored, level)| async move {
        expected.check(stored.product.version)?;
        let next = stored.product.apply(change);
        let saved = if next == stored.product {
            Saved::Done
        } else {
            app.store.update_product(&stored, &next, &app.stamp()?).await?
        };
        Ok(match saved {
            Saved::Done => ControlFlow::Break(StockedProduct { product: next, level }),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
