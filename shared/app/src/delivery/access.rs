//! Rights to see and change a batch.

use docket_domain::{Actor, Batch, BatchId};

use crate::{App, AppError, Granted};

/// Loads a batch that `actor` may see.
///
/// # Errors
///
/// [`AppError::NotFound`] when it does not exist or the caller may not see it.
pub(super) async fn visible(app: &App, id: &BatchId, actor: &Actor) -> Result<Batch, AppError> {
    let batch = app.store.batch(id).await?;
    batch.filter(|batch| batch.visible_to(actor)).ok_or(AppError::NotFound)
}

/// Loads a batch for a caller who may drive it: its driver or an administrator.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and may not drive it.
pub async fn batch_to_drive(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    found(app, id, actor, |batch| drives(batch, actor)).await
}

/// Loads a batch for a caller who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and does not manage its seller.
pub async fn batch_to_manage(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    found(app, id, actor, |batch| actor.manages(&batch.seller)).await
}

/// Loads a batch for a caller who may drive it or manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and may do neither.
pub async fn batch_to_sequence(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    let may = |batch: &Batch| drives(batch, actor) || actor.manages(&batch.seller);
    found(app, id, actor, may).await
}

/// Loads a batch for a route that not everybody who sees the batch may use.
async fn found(
    app: &App,
    id: &BatchId,
    actor: &Actor,
    may: impl Fn(&Batch) -> bool,
) -> Result<(Batch, Granted), AppError> {
    let batch = visible(app, id, actor).await?;
    let granted = Granted::only(may(&batch))?;
    Ok((batch, granted))
}

/// Whether `actor` may drive a batch: its driver or an administrator.
fn drives(batch: &Batch, actor: &Actor) -> bool {
    batch.is_driven_by(actor) || matches!(actor, Actor::Admin(_))
}
