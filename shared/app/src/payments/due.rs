//! Working off payments and refunds: those that are due, a run a minute, and those
//! of an order that something happened to.

use docket_domain::{OrderId, payments::RefundState};
use docket_store::Store;
use jiff::Timestamp;

use super::{process_refund, settle_payment};
use crate::{App, AppError, Failure};

/// How many are read at a time.
const PAGE: i32 = 25;
/// How many pages of one part are worked off in one run; the next run comes in a
/// minute.
const PAGES: usize = 8;

/// Brings every payment that is due together with the provider; answers how many.
/// One that fails is named and stops no other, but the run has failed then.
///
/// # Errors
///
/// The first failure.
pub async fn settle_due_payments(app: &App) -> Result<usize, Failure> {
    if app.provider().is_err() {
        return Ok(0);
    }
    let (now, mut done, mut failure) = (app.now(), 0, None);
    for part in 0..Store::DEADLINE_PARTS {
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let page = app.store.due_payments(part, now, after.as_deref(), PAGE).await?;
            for id in page.items {
                match settle_payment(app, &id, None).await {
                    Ok(_) => done += 1,
                    Err(error) => failure = Some(left(id.as_str(), error)),
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    failure.map_or(Ok(done), Err)
}

/// Carries out every refund that is due; answers how many.
///
/// # Errors
///
/// The first failure; the other refunds were seen to.
pub async fn process_due_refunds(app: &App) -> Result<usize, Failure> {
    if app.provider().is_err() {
        return Ok(0);
    }
    let (now, mut done, mut failure): (Timestamp, _, _) = (app.now(), 0, None);
    for part in 0..Store::DEADLINE_PARTS {
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let page = app.store.due_refunds(part, now, after.as_deref(), PAGE).await?;
            for (order, id) in page.items {
                match process_refund(app, order, &id).await {
                    Ok(()) => done += 1,
                    Err(error) => failure = Some(left(id.as_str(), error)),
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    failure.map_or(Ok(done), Err)
}

fn left(id: &str, error: AppError) -> Failure {
    tracing::error!(id, %error, "a payment or a refund that is due was left as it is");
    error.into()
}

/// Looks at the open payment of an order that something happened to.
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

/// Carries out the refunds of an order that were asked for.
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
