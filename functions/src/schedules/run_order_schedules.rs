use docket_app::{
    Failure, SharedApp,
    schedules::{Ordered, place_due_orders},
};
use serde::Serialize;
use serde_json::Value;

/// Result of one run.
#[derive(Debug, Serialize)]
pub struct Placed {
    placed: usize,
    refused: usize,
}

/// Places the orders of templates whose schedule is due, one order per occurrence. Occurrences that
/// were missed are caught up.
pub async fn run_order_schedules(app: SharedApp, _: Value) -> Result<Placed, Failure> {
    let Ordered { placed, refused } = place_due_orders(&app, "run-order-schedules").await?;
    Ok(Placed { placed, refused })
}
