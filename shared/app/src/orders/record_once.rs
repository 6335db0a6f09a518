//! Records payments, notes and drivers' problems once for each idempotency key. The order itself does
//! not show whether a repeated request was recorded: two of them may be
//! equal.

use std::ops::ControlFlow;

use docket_domain::{Actor, Amount, Command, Order, ProblemReport, Text};
use docket_store::{Recorded, Saved};

use super::{
    access::{decide, visible},
    change_order::release,
};
use crate::{App, AppError, Idempotent, Request, StepTime, retry::retry_reading};

/// Money that was received.
#[derive(Debug, Clone)]
pub struct Payment {
    /// How much, more than nothing.
    pub amount: Amount,
    /// How it came, and by which reference.
    pub note: Text<1000>,
}

/// Puts money that was received for an order, as it was found, on record. A repeated request
/// records nothing.
///
/// # Errors
///
/// [`AppError::KeyReused`] when the request's key was used with another body; [`AppError::Refused`]
/// when the order takes no such payment; [`AppError::Conflict`] when concurrent requests changed it
/// during every try.
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

/// Adds a note of the staff to an order, as it was found. A repeated request adds nothing.
///
/// # Errors
///
/// As [`record_payment`]; every order that did not go into another takes notes.
pub async fn add_note(
    app: &App,
    found: Order,
    who: &[Actor],
    text: Text<1000>,
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    record_once(app, found, who, (&Command::AddNote { text }, StepTime::NOW), request).await
}

/// Puts on record why an order, as it was found, was not delivered, as a driver met it at `time`. A
/// repeated request records nothing.
///
/// # Errors
///
/// As [`record_payment`]; only an order that is out for delivery has a problem.
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
            // Read before the receipt, the order may be without what was recorded.
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
