//! Splitting an order: moving some of its items to a new order.

use std::ops::ControlFlow;

use docket_domain::{Actor, Order, OrderId, SplitItem};
use docket_store::{Saved, StoredOrder, Together};

use super::access::{manager, manages, sees};
use crate::{App, AppError, ExpectedVersion, Granted, Idempotent, Request, retry::retry_on_stale};

/// The two orders of a split.
#[derive(Debug)]
pub struct Split {
    /// The original order with the remaining items.
    pub kept: Order,
    /// The new order.
    pub made: Order,
}

/// Loads an order for a caller who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and does not manage its seller.
pub async fn order_to_split(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    let order = seen(app, id, who).await?;
    let granted =
        Granted::only(who.iter().any(|actor| order.visible_to(actor) && manages(&order, actor)))?;
    Ok((order, granted))
}

/// Moves items of an order that the caller has read to a new order with an equal status. A repeated
/// request splits nothing.
///
/// # Errors
///
/// [`AppError::KeyReused`] when the request's key was used with another body;
/// [`AppError::PreconditionFailed`] when the order does not have an expected version;
/// [`AppError::Split`] when the domain refuses the split; [`AppError::Conflict`] when concurrent
/// requests changed it during every try.
pub async fn split_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    items: &[SplitItem],
    request: &Request<'_>,
) -> Result<Idempotent<Split>, AppError> {
    let id = found.id;
    retry_on_stale((Some(found), 0), |(found, salt)| async move {
        let new = id.beside(request.suffix(salt)?);
        let old = match found {
            Some(order) => order,
            None => seen(app, id, who).await?,
        };
        let manager = manager(&old, who)?;
        let stamp = app.stamp()?;
        match app.store.find_orders(&[new]).await?.into_iter().next() {
            // The new order is the receipt: it exists if and only if the split was committed.
            Some(made) if request.made(&made.mark)? => {
                // The order is read again, because it may have been read before the split.
                let kept = seen(app, id, who).await?;
                let split = Split { kept, made: made.order };
                return Ok(ControlFlow::Break(Idempotent::before(split)));
            }
            Some(_) => return Ok(ControlFlow::Continue((None, salt + 1))),
            None => expected.check(old.version)?,
        }
        let split = old.split(items, new, manager, &stamp)?;
        let made = StoredOrder { order: split.made, mark: request.mark()? };
        let changes = [(old, split.kept)];
        let together = Together {
            changes: &changes,
            made: Some((&made, app.settings.order_shards)),
            recorded: None,
            tries: 0,
        };
        Ok(match app.store.commit_together(&together).await? {
            Saved::Done => {
                let [(_, kept)] = changes;
                let split = Split { kept: kept.order, made: made.order };
                ControlFlow::Break(Idempotent::now(split))
            }
            Saved::Stale => ControlFlow::Continue((None, salt)),
        })
    })
    .await
}

/// The order, if the caller may see it.
async fn seen(app: &App, id: OrderId, who: &[Actor]) -> Result<Order, AppError> {
    let found = app.store.find_orders(&[id]).await?.into_iter().next().map(|it| it.order);
    found.filter(|order| sees(order, who)).ok_or(AppError::NotFound)
}
