//! Accepting an order.

use docket_domain::{Actor, Command, Minutes, Order};

use super::change_order::change_order;
use crate::{App, AppError, ExpectedVersion};

/// Accepts an order that the caller has read, with an estimate of the preparation time. While the
/// seller is busy, the extra minutes that the seller has set are added. Returns the changed order.
///
/// # Errors
///
/// As [`change_order`].
pub async fn accept_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    prep_time: Option<Minutes>,
) -> Result<Order, AppError> {
    let seller = app.store.seller(&found.seller).await?;
    let extra = seller.and_then(|seller| seller.storefront.extra_prep(app.now()));
    change_order(app, found, who, expected, &Command::Accept { prep_time, extra }).await
}
