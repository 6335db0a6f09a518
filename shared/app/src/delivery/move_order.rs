//! Moving an order to a status together with its batch.

use std::ops::ControlFlow;

use docket_domain::{Actor, Batch, BatchCommand, BatchRefusal, Command, Order};

use super::change_batch::committed;
use crate::{
    App, AppError, ExpectedVersion, StepTime,
    orders::{
        Remarks,
        access::{decide, visible},
        change_order_at,
    },
    retry::retry_reading,
};

/// Moves an order that the caller has read to a status. The order's batch changes in the same
/// transaction, if the step affects it. Returns the changed order.
///
/// # Errors
///
/// [`AppError::Batch`] when the order's batch does not allow the step, and
/// [`AppError::BatchTooLong`] when its history is too long; else as
/// [`change_order`](crate::orders::change_order).
pub async fn move_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    to: &str,
    remarks: &Remarks,
) -> Result<Order, AppError> {
    moved(app, found, (who, expected), to, remarks, StepTime::NOW).await
}

async fn moved(
    app: &App,
    found: Order,
    (who, expected): (&[Actor], &ExpectedVersion),
    to: &str,
    remarks: &Remarks,
    time: StepTime,
) -> Result<Order, AppError> {
    let id = found.id;
    let read = || visible(app, id, who);
    retry_reading(found, read, |order| async move {
        let batch = if Batch::follows(&order, to) {
            expected.check(order.version)?;
            living(app, &order).await?
        } else {
            None
        };
        let (to, Remarks { note, reason }) = (to.to_owned(), remarks.clone());
        let Some(batch) = batch else {
            let command = Command::Move { to, note, reason };
            let moved = change_order_at(app, order, (who, expected), &command, time).await?;
            return Ok(ControlFlow::Break(moved));
        };
        let step = BatchCommand::Step { order: id, to, note, reason };
        let stamp = time.stamp(app)?;
        let orders = std::slice::from_ref(&order);
        let change = decide(&order, who, |actor| batch.apply(&step, orders, actor, &stamp))?;
        Ok(if committed(app.store.commit_batch(&batch, &change).await?)? {
            let moved = change.orders.into_iter().next();
            ControlFlow::Break(moved.map_or(order, |(_, change)| change.order))
        } else {
            ControlFlow::Continue(())
        })
    })
    .await
}

/// Moves an order that the caller has read, as its driver: to one of the delivery steps of its
/// lifecycle. `time` says when the step happened. Returns the changed order.
///
/// # Errors
///
/// [`AppError::Batch`] for a status that is no delivery step, else as [`move_order`].
pub async fn deliver_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    (to, time): (&str, StepTime),
    remarks: &Remarks,
) -> Result<Order, AppError> {
    let steps = Batch::steps_of(&found);
    if !steps.contains(&to) {
        return Err(BatchRefusal::NoStep(steps).into());
    }
    Box::pin(moved(app, found, (who, expected), to, remarks, time)).await
}

/// The batch of an order, unless the batch has ended.
async fn living(app: &App, order: &Order) -> Result<Option<Batch>, AppError> {
    let Some(place) = &order.delivery else { return Ok(None) };
    let batch = app.store.batch(&place.batch).await?;
    Ok(batch.filter(|batch| batch.status.is_living()))
}
