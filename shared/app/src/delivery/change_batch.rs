//! Deciding a command on a batch and committing it with its orders, with retries when a concurrent
//! change was faster.

use std::ops::ControlFlow;

use docket_domain::{Actor, Batch, BatchChange, BatchCommand, BatchRefusal, Order};
use docket_store::BatchCommit;

use super::access::visible;
use crate::{App, AppError, ExpectedVersion, StepTime, retry::retry_on_stale};

/// A changed batch with all of its orders.
#[derive(Debug)]
pub struct ChangedBatch {
    /// The batch.
    pub batch: Batch,
    /// Its orders.
    pub orders: Vec<Order>,
    /// How many orders the change affects.
    pub affected: usize,
    /// How many of those orders changed their status.
    pub moved: usize,
}

/// Decides and commits a command on a batch that the caller has read (`found`). `time` says when
/// the step happened.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when the batch does not have an expected version;
/// [`AppError::Batch`] when the domain does not allow the command; [`AppError::BatchTooLong`] when
/// its orders have too long histories; [`AppError::Conflict`] when concurrent requests changed it
/// during every try.
pub async fn change_batch(
    app: &App,
    found: Batch,
    actor: &Actor,
    expected: &ExpectedVersion,
    command: &BatchCommand,
    time: StepTime,
) -> Result<ChangedBatch, AppError> {
    let id = &found.id.clone();
    retry_on_stale(Some(found), |found| async move {
        let batch = match found {
            Some(batch) => batch,
            None => visible(app, id, actor).await?,
        };
        expected.check(batch.version)?;
        let orders = app.store.batch_orders(&batch).await?;
        let change = match batch.apply(command, &orders, actor, &time.stamp(app)?) {
            Ok(change) => change,
            // The batch and its orders are read one after the other, so the orders may have been
            // picked up in between.
            Err(BatchRefusal::NothingToPickUp) => {
                let now = visible(app, id, actor).await?;
                if now.version == batch.version {
                    return Err(BatchRefusal::NothingToPickUp.into());
                }
                return Ok(ControlFlow::Continue(Some(now)));
            }
            Err(refusal) => return Err(refusal.into()),
        };
        Ok(if committed(app.store.commit_batch(&batch, &change).await?)? {
            ControlFlow::Break(changed(change, orders))
        } else {
            ControlFlow::Continue(None)
        })
    })
    .await
}

/// Whether the change is committed; if not, a concurrent change was faster.
pub(super) fn committed(commit: BatchCommit) -> Result<bool, AppError> {
    match commit {
        BatchCommit::Done => Ok(true),
        BatchCommit::Stale => Ok(false),
        BatchCommit::TooLarge => Err(AppError::BatchTooLong),
    }
}

/// The batch of a change with all orders that are still in it.
pub(super) fn changed(change: BatchChange, orders: Vec<Order>) -> ChangedBatch {
    let BatchChange { batch, orders: changes } = change;
    let affected = changes.len();
    let moved = changes.iter().filter(|(old, new)| old.status != new.order.status).count();
    let after = |order: Order| {
        let change = changes.iter().find(|(_, change)| change.order.id == order.id);
        change.map_or(order, |(_, change)| change.order.clone())
    };
    let mut orders: Vec<Order> = orders.into_iter().map(after).collect();
    orders.retain(|order| batch.sequence(order.id).is_some());
    orders.sort_by_key(|order| batch.sequence(order.id));
    ChangedBatch { batch, orders, affected, moved }
}
