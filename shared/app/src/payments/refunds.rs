//! Requesting, listing, retrying and settling refunds.

use std::ops::ControlFlow;

use docket_domain::{
    Actor, Amount, Command, OneLine, Order, RefundId, RefundOutcome, Text, payments::Refund,
};
use docket_store::{Recorded, Saved};
use jiff::Timestamp;

use super::refund_answers::save_outcome;
use crate::{
    App, AppError, Idempotent, Request,
    orders::access::{self, manager},
    retry::retry_reading,
};

/// A requested refund.
#[derive(Debug, Clone)]
pub struct RefundDraft {
    /// The amount, greater than 0.
    pub amount: Amount,
    /// The reason.
    pub reason: Text<1000>,
}

/// Requests a refund of a part of what was paid. A repeated request has no further effect.
///
/// # Errors
///
/// [`AppError::Refused`] when the amount exceeds what can be refunded; [`AppError::KeyReused`] when
/// the request's key was used with another body; [`AppError::Conflict`] when concurrent requests
/// changed the order during every try.
pub async fn request_refund(
    app: &App,
    found: Order,
    who: &[Actor],
    draft: RefundDraft,
    request: &Request<'_>,
) -> Result<Idempotent<Order>, AppError> {
    let RefundDraft { amount, reason } = draft;
    let command = &Command::RequestRefund { amount, reason };
    let (id, receipt) = (found.id, &request.receipt()?);
    let read = || access::visible(app, id, who);
    retry_reading(found, read, |order| async move {
        let actor = manager(&order, who)?;
        if let Some(mark) = app.store.receipt(receipt).await?
            && request.made(&mark)?
        {
            let order = access::visible(app, id, who).await?;
            return Ok(ControlFlow::Break(Idempotent::before(order)));
        }
        let stamp = app.stamp()?;
        let change = order.apply(command, actor, &stamp)?;
        let recorded = Recorded { receipt, mark: request.mark()?, actor, now: stamp.now };
        Ok(match app.store.commit_once(&order, &change, &recorded).await? {
            Saved::Done => ControlFlow::Break(Idempotent::now(change.order)),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}

/// All refunds of an order, the oldest first.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn list_refunds(app: &App, order: &Order) -> Result<Vec<Refund>, AppError> {
    let mut refunds: Vec<Refund> =
        without_record(order, &RefundId::without_record()).into_iter().collect();
    refunds.extend(app.store.refunds(order.id.suffix()).await?);
    Ok(refunds)
}

/// The refund of an order from an earlier release, which is stored only in the order.
fn without_record(order: &Order, id: &RefundId) -> Option<Refund> {
    let asked =
        order.refunds.iter().find(|it| it.id == *id && *id == RefundId::without_record())?;
    let (order, id, at) = (order.id, id.clone(), order.updated_at());
    Some(Refund::request(order, id, None, asked.amount, None, at))
}

/// Requests a retry of a failed refund.
///
/// # Errors
///
/// [`AppError::NotFound`] when the order has no such refund; [`AppError::Refund`] when it has not
/// failed.
pub async fn retry_refund(
    app: &App,
    found: Order,
    id: &RefundId,
    who: &[Actor],
) -> Result<Refund, AppError> {
    decide(app, found, id, who, |refund, now| Ok((refund.retry(now)?, RefundOutcome::Retried)))
        .await
}

/// Records that a person has refunded the money without the provider.
///
/// # Errors
///
/// [`AppError::NotFound`] when the order has no such refund; [`AppError::Refund`] when the provider
/// may still make the refund, or the refund has ended.
pub async fn settle_refund(
    app: &App,
    found: Order,
    id: &RefundId,
    who: &[Actor],
    reference: Option<&OneLine<255>>,
) -> Result<Refund, AppError> {
    decide(app, found, id, who, |refund, now| {
        Ok((refund.settle_by_hand(reference.cloned(), now)?, RefundOutcome::Settled))
    })
    .await
}

async fn decide(
    app: &App,
    found: Order,
    id: &RefundId,
    who: &[Actor],
    decision: impl Fn(&Refund, Timestamp) -> Result<(Refund, RefundOutcome), AppError>,
) -> Result<Refund, AppError> {
    let (order_id, decision) = (found.id, &decision);
    let read = || access::visible(app, order_id, who);
    retry_reading(found, read, |order| async move {
        let actor = manager(&order, who)?;
        let stored = app.store.refund(order.id.suffix(), id).await?;
        let refund =
            stored.clone().or_else(|| without_record(&order, id)).ok_or(AppError::NotFound)?;
        let (next, outcome) = decision(&refund, app.now())?;
        let refunds = (stored.as_ref(), &next);
        Ok(match save_outcome(app, &order, actor, refunds, outcome).await? {
            Saved::Done => ControlFlow::Break(next),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
