//! The end of orders that their guests did not confirm.

use docket_domain::Command;
use docket_store::Due;

use super::sweep::Sweep;
use crate::{Failure, SharedApp};

/// Cancels the orders whose guests did not confirm them in time, as `function`.
/// The transaction that cancels an order returns its stock. Answers the number
/// of cancelled orders.
///
/// # Errors
///
/// The first failure; the other orders were seen to.
pub async fn cancel_unverified_orders(
    app: &SharedApp,
    function: &'static str,
) -> Result<usize, Failure> {
    // First: what is to show that the stream is read must not depend on any order.
    app.store.beat(app.now()).await?;
    let cancelled = Sweep { function, due: Due::Hold, command: Command::Expire }.run(app).await?;
    if cancelled > 0 {
        tracing::info!(cancelled, "unverified orders were cancelled");
    }
    Ok(cancelled)
}
