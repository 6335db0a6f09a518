use docket_app::{Failure, SharedApp, payments};
use serde::Serialize;

use super::wake::Wake;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Processed {
    refunds: usize,
}

/// Gives money back: the refunds of an order that asked for one, or all that are due.
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
