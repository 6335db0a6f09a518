//! Adding orders to an existing batch and removing orders from it.

use std::ops::ControlFlow;

use docket_domain::{Actor, Batch, OrderId, Regrouping};

use super::{
    access::visible,
    change_batch::{ChangedBatch, changed, committed},
};
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// Adds orders to a batch that the caller has read, and removes others from it. Orders that are
/// already in it, or not in it, change nothing.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when the batch does not have an expected version;
/// [`AppError::Batch`] when the orders do not fit; [`AppError::BatchTooLong`] when they have too
/// long histories; [`AppError::Conflict`] when concurrent requests changed them during every try.
pub async fn regroup_batch(
    app: &App,
    found: Batch,
    actor: &Actor,
    expected: &ExpectedVersion,
    (add, remove): (&[OrderId], &[OrderId]),
) -> Result<ChangedBatch, AppError> {
    let id = &found.id.clone();
    retry_reading(
        found,
        || visible(app, id, actor),
        |batch| async move {
            expected.check(batch.version)?;
            let named = [add, remove].concat();
            let orders = app.store.orders_of_batch_and(&batch, &named).await?;
            let living = app.store.living_batches(&orders).await?;
            let regrouping = Regrouping { add, remove, orders: &orders, living: &living };
            let change = batch.regroup(&regrouping, actor, &app.stamp()?)?;
            Ok(if committed(app.store.commit_batch(&batch, &change).await?)? {
                ControlFlow::Break(changed(change, orders))
            } else {
                ControlFlow::Continue(())
            })
        },
    )
    .await
}
