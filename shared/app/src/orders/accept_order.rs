//! Taking an order on.

use docket_domain::{Actor, Command, Minutes, Order};

use super::change_order::change_order;
use crate::{App, AppError, ExpectedVersion};

/// Takes an order on as it was found, with an estimate of how long making it takes and returns the
/// changed order. While its seller is busy, the extra minutes that the seller has set are added.
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
