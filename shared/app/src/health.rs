//! The health check of the deployment.

use std::time::{Duration, Instant};

use docket_domain::CustomerKey;
use docket_store::StoreError;

use crate::App;

/// How long the table takes to answer a read of an item that does not exist.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn table_round_trip(app: &App) -> Result<Duration, StoreError> {
    let began = Instant::now();
    let nobody: Result<CustomerKey, _> = "health".parse();
    if let Ok(nobody) = nobody {
        app.store.contact(&nobody).await?;
    }
    Ok(began.elapsed())
}
