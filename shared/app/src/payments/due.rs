//! Processing payments and refunds: once a minute those that are due, and after an event those of
//! the event's order.

use docket_domain::{OrderId, RefundId, Suffix, payments::RefundState};
use docket_store::DuePayment;

use super::{process_refund, reported::settle_kept, settle_payment};
use crate::{
    App, AppError, Failure,
    each_due::{PAGE, each_due},
};

/// Settles every payment that is due with the provider, and processes the provider's events that
/// could not be processed when they arrived. Returns how many there were.
///
/// # Errors
///
/// As [`each_due`].
pub async fn settle_due_payments(app: &App) -> Result<usize, Failure> {
    if app.provider().is_err() {
        return Ok(0);
    }
    let now = app.now();
    let read = |part, after: Option<String>| async move {
        app.store.due_payments(part, now, after.as_deref(), PAGE).await
    };
    let settle = |due: DuePayment| async move {
        match due {
            DuePayment::Payment(id) => {
                let settled = settle_payment(app, &id, None).await;
                settled.map(drop).map_err(|error| left(id.as_str(), error))
            }
            DuePayment::Reported(event) => {
                settle_kept(app, &event).await.map_err(|error| left(&event, error))
            }
        }
    };
    each_due(read, settle).await
}

/// Processes every refund that is due. Returns how many there were.
///
/// # Errors
///
/// As [`each_due`].
pub async fn process_due_refunds(app: &App) -> Result<usize, Failure> {
    if app.provider().is_err() {
        return Ok(0);
    }
    let now = app.now();
    let read = |part, after: Option<String>| async move {
        app.store.due_refunds(part, now, after.as_deref(), PAGE).await
    };
    let process = |(order, id): (Suffix, RefundId)| async move {
        let processed = process_refund(app, order, &id).await;
        processed.map_err(|error| left(id.as_str(), error))
    };
    each_due(read, process).await
}

fn left(id: &str, error: AppError) -> Failure {
    tracing::error!(id, %error, "a payment or a refund that is due was left as it is");
    error.into()
}

/// Settles the open payment of an order after an event of the order.
///
/// # Errors
///
/// As [`settle_payment`].
pub async fn settle_payments_of(app: &App, order: OrderId) -> Result<(), AppError> {
    if app.provider().is_err() {
        return Ok(());
    }
    let Some(order) = app.store.find_order(order).await? else { return Ok(()) };
    if let Some(open) = order.open_payment() {
        settle_payment(app, &open.id, None).await?;
    }
    Ok(())
}

/// Processes the requested refunds of an order.
///
/// # Errors
///
/// As [`process_refund`].
pub async fn process_refunds_of(app: &App, order: OrderId) -> Result<(), AppError> {
    if app.provider().is_err() {
        return Ok(());
    }
    for refund in app.store.refunds(order.suffix()).await? {
        if refund.state == RefundState::Requested && refund.payment.is_some() {
            process_refund(app, order.suffix(), &refund.id).await?;
        }
    }
    Ok(())
}
