//! Recording what an event is to tell a seller's staff or a driver.

use docket_contract::{BatchChanged, Event};
use docket_domain::{BatchId, Notification, Order};
use docket_store::StoreError;

use crate::{App, Failure};

/// Puts an entry into its feed, once for each event however often that comes.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn record(app: &App, entry: &Notification) -> Result<(), StoreError> {
    app.store.keep_notification(entry).await
}

/// Records the entry that an event of an order makes, if it makes one. The order is
/// read after the event.
///
/// # Errors
///
/// As [`record`].
pub async fn record_order(app: &App, order: &Order, event: &str) -> Result<(), StoreError> {
    let found = order.events_after(0).find(|it| it.id() == event);
    match found.and_then(|event| Notification::of_order(&event)) {
        Some(entry) => record(app, &entry).await,
        None => Ok(()),
    }
}

/// Records the entry that a change of a batch makes for its driver, if it makes one. A
/// change that another one has followed makes none: the later one tells what holds.
///
/// # Errors
///
/// The store's; when the event names no batch.
pub async fn record_batch(app: &App, event: &BatchChanged) -> Result<(), Failure> {
    if event.batch.driver_id.is_none() {
        return Ok(());
    }
    let id: BatchId = event.batch.id.as_str().parse()?;
    let Some(batch) = app.store.batch(&id).await? else { return Ok(()) };
    if batch.version != event.batch.version {
        return Ok(());
    }
    match Notification::of_batch(&batch, event.id()) {
        Some(entry) => Ok(record(app, &entry).await?),
        None => Ok(()),
    }
}
