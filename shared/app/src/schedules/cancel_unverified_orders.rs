//! Cancelling orders that their guests did not confirm in time.

use docket_domain::Command;
use docket_store::Due;

use super::sweep::Sweep;
use crate::{Failure, SharedApp};

/// Cancels the orders whose guests did not confirm them in time; `function` is the actor. The
/// transaction that cancels an order returns its stock. Returns the number of cancelled orders.
///
/// # Errors
///
/// The first failure, after all other orders were processed.
pub async fn cancel_unverified_orders(
    app: &SharedApp,
    function: &'static str,
) -> Result<usize, Failure> {
    // The heartbeat shows that the stream is read. It comes first, so that no order can prevent it.
    app.store.beat(app.now()).await?;
    let cancelled = Sweep { function, due: Due::Hold, command: Command::Expire }.run(app).await?;
    if cancelled > 0 {
        tracing::info!(cancelled, "unverified orders were cancelled");
    }
    Ok(cancelled)
}
