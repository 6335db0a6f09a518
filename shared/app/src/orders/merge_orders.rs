//! Merging orders into the first of them.

use std::ops::ControlFlow;

use docket_domain::{Actor, Order, OrderId};
use docket_store::{Recorded, Saved, Together};

use super::access::sees;
use crate::{App, AppError, Idempotent, Request, retry::retry_on_stale};

/// Merges orders into the first of them. A repeated request merges nothing.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see all of them; [`AppError::KeyReused`] when the
/// request's key was used with another body; [`AppError::Merge`] when the domain refuses the merge;
/// [`AppError::Conflict`] when concurrent requests changed them during every try.
pub async fn merge_orders(
    app: &App,
    wanted: &[OrderId],
    (actor, who): (&Actor, &[Actor]),
    request: &Request<'_>,
) -> Result<Idempotent<Vec<Order>>, AppError> {
    let receipt = &request.receipt()?;
    retry_on_stale((), |()| async move {
        let orders = seen(app, wanted, who).await?;
        if request.is_keyed()
            && let Some(mark) = app.store.receipt(receipt).await?
            && request.made(&mark)?
        {
            // The orders are read again, because they may have been read before the merge.
            let orders = seen(app, wanted, who).await?;
            return Ok(ControlFlow::Break(Idempotent::before(orders)));
        }
        let stamp = app.stamp()?;
        let changes = Order::merge(&orders, actor, &stamp)?;
        let changes: Vec<_> = orders.into_iter().zip(changes).collect();
        let recorded = Recorded { receipt, mark: request.mark()?, actor, now: stamp.now };
        let recorded = request.is_keyed().then_some(&recorded);
        let together = Together { changes: &changes, made: None, recorded, tries: 0 };
        Ok(match app.store.commit_together(&together).await? {
            Saved::Done => {
                let orders = changes.into_iter().map(|(_, change)| change.order).collect();
                ControlFlow::Break(Idempotent::now(orders))
            }
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}

/// The requested orders, if the caller may see all of them.
async fn seen(app: &App, wanted: &[OrderId], who: &[Actor]) -> Result<Vec<Order>, AppError> {
    let orders = app.store.find_orders(wanted).await?;
    let orders: Vec<Order> = orders.into_iter().map(|it| it.order).collect();
    if orders.len() < wanted.len() || !orders.iter().all(|order| sees(order, who)) {
        return Err(AppError::NotFound);
    }
    Ok(orders)
}
