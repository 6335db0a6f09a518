use docket_app::{Failure, SharedApp};
use docket_domain::Command;
use docket_store::Due;
use serde::Serialize;
use serde_json::Value;

use super::sweep::Sweep;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Checked {
    changed: usize,
}

/// Records that an order was not accepted in time, rejects it in the end if
/// its seller wants that, and records that it stays in a status for too long.
/// Whoever is to be alerted hears of it by the stream.
pub async fn check_deadlines(app: SharedApp, _: Value) -> Result<Checked, Failure> {
    let function = "check-deadlines";
    let sweep = Sweep { function, due: Due::Other, command: Command::Lapse };
    let changed = sweep.run(&app).await?;
    if changed > 0 {
        tracing::info!(changed, "orders missed a deadline");
    }
    Ok(Checked { changed })
}
