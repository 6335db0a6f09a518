use docket_app::{Failure, SharedApp, schedules};
use serde::Serialize;
use serde_json::Value;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Checked {
    changed: usize,
}

/// Records that an order was not accepted in time, rejects it in the end if
/// its seller wants that, and records that it stays in a status for too long.
/// Whoever is to be alerted hears of it by the stream.
pub async fn check_deadlines(app: SharedApp, _: Value) -> Result<Checked, Failure> {
    let changed = schedules::check_deadlines(&app, "check-deadlines").await?;
    Ok(Checked { changed })
}
