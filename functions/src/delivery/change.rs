//! Deciding a command on a batch and committing it with its orders, again
//! when somebody else was faster.

use docket_app::{App, AppError, ExpectedVersion, Granted};
use docket_domain::{Actor, Batch, BatchChange, BatchCommand, BatchId, BatchRefusal, Order};
use docket_store::BatchCommit;

/// How often a lost race for a batch is run again.
pub const TRIES: usize = 5;

/// A batch after a change, with all its orders as they are then.
pub struct Changed {
    /// The batch.
    pub batch: Batch,
    /// Its orders.
    pub orders: Vec<Order>,
    /// How many orders the change is about.
    pub affected: usize,
    /// How many of them are in another status by it.
    pub moved: usize,
}

/// Loads a batch that `actor` may see.
pub async fn visible(app: &App, id: &BatchId, actor: &Actor) -> Result<Batch, AppError> {
    let batch = app.store.batch(id).await?;
    batch.filter(|batch| batch.visible_to(actor)).ok_or(AppError::NotFound)
}

/// Loads a batch for a route that only some of those may use who see it.
pub async fn found(
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
pub fn drives(batch: &Batch, actor: &Actor) -> bool {
    batch.is_driven_by(actor) || matches!(actor, Actor::Admin(_))
}

/// Decides and commits a command on a batch as it was found.
pub async fn change(
    app: &App,
    found: Batch,
    actor: &Actor,
    expected: &ExpectedVersion,
    command: &BatchCommand,
) -> Result<Changed, AppError> {
    let (id, mut found) = (found.id.clone(), Some(found));
    for _ in 0..TRIES {
        let batch = match found.take() {
            Some(batch) => batch,
            None => visible(app, &id, actor).await?,
        };
        expected.check(batch.version)?;
        let orders = app.store.batch_orders(&batch).await?;
        let change = match batch.apply(command, &orders, actor, &app.stamp()?) {
            Ok(change) => change,
            // Batch and orders are read one after the other: somebody may have
            // picked them up in between.
            Err(BatchRefusal::NothingToPickUp) => {
                let now = visible(app, &id, actor).await?;
                if now.version == batch.version {
                    return Err(BatchRefusal::NothingToPickUp.into());
                }
                found = Some(now);
                continue;
            }
            Err(refusal) => return Err(refusal.into()),
        };
        if committed(app.store.commit_batch(&batch, &change).await?)? {
            return Ok(changed(change, orders));
        }
    }
    Err(AppError::Conflict)
}

/// Whether it is committed; if not, somebody else was faster.
pub fn committed(commit: BatchCommit) -> Result<bool, AppError> {
    match commit {
        BatchCommit::Done => Ok(true),
        BatchCommit::Stale => Ok(false),
        BatchCommit::TooLarge => Err(AppError::BatchTooLong),
    }
}

/// A change's batch with all orders that are still in it.
pub fn changed(change: BatchChange, orders: Vec<Order>) -> Changed {
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
    Changed { batch, orders, affected, moved }
}
