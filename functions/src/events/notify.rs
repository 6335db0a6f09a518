use docket_app::{Failure, SharedApp, messages, notifications::record_batch};
use docket_contract::{BatchChanged, OrderDetail};
use serde::Deserialize;

use super::delivered::Delivered;

/// What it is told of.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Changed {
    /// What all events about an order say.
    Order(OrderDetail),
    /// A batch.
    Batch(BatchChanged),
}

/// Informs the buyer of a new status and the staff of new orders, once for each change,
/// and records in the feed what staff and drivers are to know.
pub async fn notify(app: SharedApp, event: Delivered<Changed>) -> Result<(), Failure> {
    match &event.detail {
        Changed::Order(event) => messages::notify(&app, event).await,
        Changed::Batch(event) => record_batch(&app, event).await,
    }
}
