//! Assigning a batch to another driver.

use docket_domain::{Actor, Batch, BatchCommand, MemberId};

use super::{
    batch_driver::batch_driver,
    change_batch::{ChangedBatch, change_batch},
};
use crate::{App, AppError, ExpectedVersion, StepTime};

/// Assigns a batch that the caller has read to a driver of its seller, whether it had a driver or
/// not.
///
/// # Errors
///
/// [`AppError::Batch`] when `driver` does not drive for the batch's seller;
/// else as [`change_batch`].
pub async fn reassign_batch(
    app: &App,
    found: Batch,
    actor: &Actor,
    expected: &ExpectedVersion,
    driver: &MemberId,
) -> Result<ChangedBatch, AppError> {
    let driver = batch_driver(app, driver, &found.seller).await?;
    change_batch(app, found, actor, expected, &BatchCommand::Reassign(driver), StepTime::NOW).await
}
