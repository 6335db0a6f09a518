//! Noting that a code came back from the address that it was sent to.

use docket_domain::{Contact, CustomerKey};
use docket_store::HeldOrder;
use jiff::Timestamp;

use crate::App;

/// Notes that a code was sent to an address and given back, for an order or to
/// sign in. Whoever gave it has signed in, also where that cannot be noted.
pub async fn confirm_contact(
    app: &App,
    key: &CustomerKey,
    contact: &Contact,
    order: Option<HeldOrder>,
    now: Timestamp,
) {
    if let Err(error) = app.store.confirm_contact(key, contact, order, now).await {
        tracing::warn!(%error, "an address was confirmed and could not be noted as confirmed");
    }
}
