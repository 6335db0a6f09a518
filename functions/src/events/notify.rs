use docket_app::{Failure, SharedApp, messages::notify_customer};
use serde::Deserialize;

use super::delivered::Delivered;

/// An order's event, as far as a message depends on it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderChanged {
    event_id: String,
    order: Changed,
}

/// What of the order changed.
#[derive(Debug, Deserialize)]
pub struct Changed {
    id: String,
    version: u32,
}

/// Tells the customer of a new status, once for each change.
pub async fn notify(app: SharedApp, event: Delivered<OrderChanged>) -> Result<(), Failure> {
    let OrderChanged { event_id, order: changed } = event.detail;
    notify_customer(&app, &event_id, changed.id.parse()?, changed.version).await
}
