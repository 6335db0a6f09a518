//! What orders miss as time goes by.

use docket_domain::Command;
use docket_store::Due;

use super::sweep::Sweep;
use crate::{Failure, SharedApp};

/// Records, as `function`, that an order was not accepted in time, rejects it in the
/// end if its seller wants that, and records that it stays in a status for too long.
/// Whoever is to be alerted hears of it by the stream. Answers the number of
/// orders that changed.
///
/// # Errors
///
/// The first failure; the other orders were seen to.
pub async fn check_deadlines(app: &SharedApp, function: &'static str) -> Result<usize, Failure> {
    let changed = Sweep { function, due: Due::Other, command: Command::Lapse }.run(app).await?;
    if changed > 0 {
        tracing::info!(changed, "orders missed a deadline");
    }
    Ok(changed)
}
