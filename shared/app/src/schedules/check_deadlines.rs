//! Recording the deadlines that orders have missed.

use docket_domain::Command;
use docket_store::Due;

use super::sweep::Sweep;
use crate::{Failure, SharedApp};

/// Records that an order was not accepted in time, rejects it later if its seller has configured
/// that, and records that it is in a status for longer than the seller's target. `function` is the
/// actor. The stream reader publishes the events that lead to alerts. Returns the number of orders
/// that changed.
///
/// # Errors
///
/// The first failure, after all other orders were processed.
pub async fn check_deadlines(app: &SharedApp, function: &'static str) -> Result<usize, Failure> {
    let changed = Sweep { function, due: Due::Other, command: Command::Lapse }.run(app).await?;
    if changed > 0 {
        tracing::info!(changed, "orders missed a deadline");
    }
    Ok(changed)
}
