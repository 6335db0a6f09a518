//! Recording what an event is to tell a seller's staff or a driver.

use docket_domain::Notification;
use docket_store::StoreError;

use crate::App;

/// Puts an entry into its feed, once for each event however often that comes.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn record(app: &App, entry: &Notification) -> Result<(), StoreError> {
    app.store.keep_notification(entry).await
}
