use docket_app::{Failure, SharedApp, payments};
use serde::Serialize;

use super::wake::Wake;

/// The result of one run of `process-refund`.
#[derive(Debug, Serialize)]
pub struct Processed {
    refunds: usize,
}

/// Event handler that carries out refunds with the payment provider: those of one order after an
/// event of the order, otherwise all refunds that are due.
pub async fn process_refund(app: SharedApp, wake: Wake) -> Result<Processed, Failure> {
    let refunds = match wake {
        Wake::Schedule | Wake::Reported(_) => payments::process_due_refunds(&app).await?,
        Wake::Order(order) => {
            // Boxed: it holds whole orders.
            Box::pin(payments::process_refunds_of(&app, order)).await?;
            1
        }
    };
    Ok(Processed { refunds })
}
