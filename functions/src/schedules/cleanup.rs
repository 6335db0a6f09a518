use docket_app::{Failure, SharedApp};
use docket_domain::Command;
use docket_store::Due;
use serde::Serialize;
use serde_json::Value;

use super::sweep::Sweep;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Cleaned {
    cancelled: usize,
}

/// Cancels the orders whose guests did not confirm them in time; their stock
/// goes back in the same transaction.
pub async fn cleanup_unverified_orders(app: SharedApp, _: Value) -> Result<Cleaned, Failure> {
    let function = "cleanup-unverified-orders";
    let sweep = Sweep { function, due: Due::Hold, command: Command::Expire };
    // First: what is to show that the stream is read must not depend on any order.
    app.store.beat(app.now()).await?;
    let cancelled = sweep.run(&app).await?;
    if cancelled > 0 {
        tracing::info!(cancelled, "unverified orders were cancelled");
    }
    Ok(Cleaned { cancelled })
}
