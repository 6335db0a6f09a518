//! Records payments, notes and drivers' problems once for each idempotency key. A receipt shows
//! whether a request was recorded, because the order does not: two different requests may be equal.

use std::ops::ControlFlow;

use docket_domain::{Actor, Amount, Command, Order, ProblemReport, Text};
use docket_store::{Recorded, Saved};

use super::{
    access::{decide, visible},
    change_order::release,
};
use crate::{App, AppError, Idempotent, Request, StepTime, retry::retry_reading};

/// A payment that was received outside the payment provider.
#[derive(Debug, Clone)]
pub struct Payment {
    /// The amount, greater than 0.
    pub amount: Amount,
    /// How it was paid, and its reference.
    pub note: Text<1000>,
}

/// Records a payment that was received for an order that the caller has read. A repeated request
/// records nothing.
///
/// # Errors
///
/// [`AppError::KeyReused`] when the request's key was used with another body; [`AppError::Refused`]
/// when the order cannot have this payment; [`AppError::Conflict`] when concurrent requests changed
/// it during every try.
pub async fn record_payment(
    app: &App,
    found: Order,
    who: &[Actor],
    Payment { amount, note }: Payment,
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    let command = Command::RecordPayment { amount, note: Some(note) };
    record_once(app, found, who, (&command, StepTime::NOW), request).await
}

/// Adds a note of the staff to an order that the caller has read. A repeated request adds nothing.
///
/// # Errors
///
/// As [`record_payment`]. Notes are refused only for an order that was merged into another.
pub async fn add_note(
    app: &App,
    found: Order,
    who: &[Actor],
    text: Text<1000>,
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    record_once(app, found, who, (&Command::AddNote { text }, StepTime::NOW), request).await
}

/// Records why a driver could not deliver an order that the caller has read. `time` says when that
/// happened. A repeated request records nothing.
///
/// # Errors
///
/// As [`record_payment`]. Problems are refused unless the order is out for delivery.
pub async fn report_problem(
    app: &App,
    found: Order,
    who: &[Actor],
    (report, time): (ProblemReport, StepTime),
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    record_once(app, found, who, (&Command::ReportProblem(report), time), request).await
}

async fn record_once(
    app: &App,
    found: Order,
    who: &[Actor],
    (command, time): (&Command, StepTime),
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    let (id, receipt) = (found.id, &request.receipt()?);
    let read = || visible(app, id, who);
    retry_reading(found, read, |order| async move {
        if let Some(mark) = app.store.receipt(receipt).await?
            && request.made(&mark)?
        {
            // The order is read again, because it may have been read before the change was
            // recorded.
            let order = visible(app, id, who).await?;
            return Ok(ControlFlow::Break(Idempotent::before(order)));
        }
        let stamp = time.stamp(app)?;
        let decided = |actor| Ok::<_, AppError>((order.apply(command, actor, &stamp)?, actor));
        let (change, actor) = decide(&order, who, decided)?;
        let recorded = Recorded { receipt, mark: request.mark()?, actor, now: stamp.recorded() };
        Ok(match app.store.commit_once(&order, &change, &recorded).await? {
            Saved::Done => {
                release(app, &order, &change.order).await;
                ControlFlow::Break(Idempotent::now(change.order))
            }
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
