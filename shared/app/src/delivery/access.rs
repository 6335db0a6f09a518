//! Who may see a batch, and who may change it.

use docket_domain::{Actor, Batch, BatchId};

use crate::{App, AppError, Granted};

/// Loads a batch that `actor` may see.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is none that they may see.
pub(super) async fn visible(app: &App, id: &BatchId, actor: &Actor) -> Result<Batch, AppError> {
    let batch = app.store.batch(id).await?;
    batch.filter(|batch| batch.visible_to(actor)).ok_or(AppError::NotFound)
}

/// Loads a batch for who brings it: its driver, or an administrator.
///
/// # Errors
///
/// [`AppError::NotFound`] for who may not see it, [`AppError::Forbidden`] for
/// who sees it and does not bring it.
pub async fn batch_to_drive(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    found(app, id, actor, |batch| drives(batch, actor)).await
}

/// Loads a batch for who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] for who may not see it, [`AppError::Forbidden`] for
/// who sees it and does not manage its seller.
pub async fn batch_to_manage(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    found(app, id, actor, |batch| actor.manages(&batch.seller)).await
}

/// Loads a batch for who brings it or manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] for who may not see it, [`AppError::Forbidden`] for
/// who does neither.
pub async fn batch_to_sequence(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<(Batch, Granted), AppError> {
    let may = |batch: &Batch| drives(batch, actor) || actor.manages(&batch.seller);
    found(app, id, actor, may).await
}

/// Loads a batch for a route that only some of those may use who see it.
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

/// Whether somebody brings a batch: its driver, or an administrator.
fn drives(batch: &Batch, actor: &Actor) -> bool {
    batch.is_driven_by(actor) || matches!(actor, Actor::Admin(_))
}
