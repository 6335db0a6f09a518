//! Recording an event in the feed of a seller's staff or of a driver.

use docket_domain::Notification;
use docket_store::StoreError;

use crate::App;

/// Adds an entry to its feed, once for each event, even if the event is delivered again.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn record(app: &App, entry: &Notification) -> Result<(), StoreError> {
    app.store.keep_notification(entry).await
}
