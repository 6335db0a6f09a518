//! Whether the deployment works.

use std::time::{Duration, Instant};

use docket_domain::CustomerKey;
use docket_store::StoreError;

use crate::App;

/// How long the table takes to answer that it has nothing under a key.
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
