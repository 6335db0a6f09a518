//! Recording that a contact was confirmed with a code.

use docket_domain::{Contact, CustomerKey};
use docket_store::HeldOrder;
use jiff::Timestamp;

use crate::App;

/// Records that a code which was sent to a contact was confirmed, for an order or a sign-in. An
/// error is logged and does not fail the sign-in.
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
