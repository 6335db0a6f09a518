use docket_app::{Failure, SharedApp, payments};
use serde::Serialize;

use super::wake::Wake;

/// What a run did.
#[derive(Debug, Serialize)]
pub struct Settled {
    payments: usize,
}

/// Brings payments together with the provider: one that the provider reported or
/// whose order changed, or all that are due.
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
