//! Working off payments and refunds: those that are due, a run a minute, and those
//! of an order that something happened to.

use docket_domain::{OrderId, RefundId, Suffix, payments::RefundState};
use docket_store::{DuePayment, Page, Store, StoreError};

use super::{process_refund, reported::settle_kept, settle_payment};
use crate::{App, AppError, Failure};

/// How many are read at a time.
const PAGE: i32 = 25;
/// How many pages of one part are worked off in one run; the next run comes in a
/// minute.
const PAGES: usize = 8;

/// Brings every payment that is due together with the provider, and follows the events
/// that could not be when they came; answers how many.
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

/// Carries out every refund that is due; answers how many.
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

/// Works off the items that are due, one part of the index after the other; answers how
/// many items. An item that fails is logged and stops no other item, but the run fails
/// in the end.
///
/// # Errors
///
/// The last failure of one of them, or the first to read a page.
async fn each_due<T, R, W>(
    read: impl Fn(u32, Option<String>) -> R,
    work: impl Fn(T) -> W,
) -> Result<usize, Failure>
where
    R: Future<Output = Result<Page<T>, StoreError>>,
    W: Future<Output = Result<(), Failure>>,
{
    let (mut done, mut failure) = (0, None);
    for part in 0..Store::DEADLINE_PARTS {
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let page = read(part, after).await?;
            for item in page.items {
                match work(item).await {
                    Ok(()) => done += 1,
                    Err(error) => failure = Some(error),
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
