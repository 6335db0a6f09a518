use docket_app::{Failure, SharedApp, payments};
use serde::Serialize;

use super::wake::Wake;

/// The result of one run of `settle-payment`.
#[derive(Debug, Serialize)]
pub struct Settled {
    payments: usize,
}

/// Event handler that synchronizes payments with the payment provider: the payment that an event of
/// the provider or of an order concerns, otherwise all payments that are due.
pub async fn settle_payment(app: SharedApp, wake: Wake) -> Result<Settled, Failure> {
    let payments = match wake {
        Wake::Schedule => payments::settle_due_payments(&app).await?,
        Wake::Order(order) => {
            payments::settle_payments_of(&app, order).await?;
            1
        }
        Wake::Reported(reported) => {
            payments::settle_reported(&app, &reported).await?;
            1
        }
    };
    Ok(Settled { payments })
}
