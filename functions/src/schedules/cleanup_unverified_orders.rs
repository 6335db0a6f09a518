use docket_app::{Failure, SharedApp, schedules::cancel_unverified_orders};
use serde::Serialize;
use serde_json::Value;

/// Result of one run.
#[derive(Debug, Serialize)]
pub struct Cleaned {
    cancelled: usize,
}

/// Cancels orders that their guests did not verify in time. The transaction that cancels an order
/// returns its stock.
pub async fn cleanup_unverified_orders(app: SharedApp, _: Value) -> Result<Cleaned, Failure> {
    let cancelled = cancel_unverified_orders(&app, "cleanup-unverified-orders").await?;
    Ok(Cleaned { cancelled })
}
