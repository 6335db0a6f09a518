use docket_app::{Failure, SharedApp, schedules::cancel_unverified_orders};
use serde::Serialize;
use serde_json::Value;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Cleaned {
    cancelled: usize,
}

/// Cancels the orders whose guests did not confirm them in time; their stock
/// goes back in the same transaction.
pub async fn cleanup_unverified_orders(app: SharedApp, _: Value) -> Result<Cleaned, Failure> {
    let cancelled = cancel_unverified_orders(&app, "cleanup-unverified-orders").await?;
    Ok(Cleaned { cancelled })
}
