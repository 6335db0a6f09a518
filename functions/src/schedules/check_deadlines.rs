use docket_app::{Failure, SharedApp, schedules};
use serde::Serialize;
use serde_json::Value;

/// Result of one run.
#[derive(Debug, Serialize)]
pub struct Checked {
    changed: usize,
}

/// Enforces deadlines of orders: raises an alert when an order is not accepted in time, rejects it
/// afterwards if its seller wants that, stops an order that is not paid in time, and records a
/// missed target of a status.
///
/// The changes are published from the table's stream; this function sends no messages.
pub async fn check_deadlines(app: SharedApp, _: Value) -> Result<Checked, Failure> {
    let changed = schedules::check_deadlines(&app, "check-deadlines").await?;
    Ok(Checked { changed })
}
