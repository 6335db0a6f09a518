//! Interpreting and recording the provider's answers about refunds.

use docket_domain::{
    Actor, Command, OpenRefund, Order, RefundOutcome,
    payments::{Refund, RefundAnswer, RefundState},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{Refund as ProviderRefund, RefundStatus},
    random,
};
use docket_store::Saved;

use super::{TRIES, books::line};
use crate::{App, AppError};

/// The function that processes refunds; the history names it as the actor.
const FUNCTION: &str = "process-refund";

/// The meaning of a refund's state at the provider.
pub(super) fn answer_of(refund: &ProviderRefund) -> RefundAnswer {
    let id = line(refund.id.as_str());
    match refund.status {
        RefundStatus::Pending => RefundAnswer::Pending(id),
        RefundStatus::Succeeded => RefundAnswer::Given(id),
        RefundStatus::Failed | RefundStatus::Cancelled => {
            let reason = refund.failure.as_ref().map_or("refund_failed", |code| code.as_str());
            RefundAnswer::Refused(line(reason))
        }
        RefundStatus::Unfamiliar => RefundAnswer::Unknown,
    }
}

/// Records the result of a refund together with its order.
///
/// # Errors
///
/// [`AppError::Conflict`] when concurrent requests changed both during every try.
pub(super) async fn record_answer(
    app: &App,
    claimed: &Refund,
    answer: RefundAnswer,
) -> Result<(), AppError> {
    let dice = u32::from_be_bytes(random::<4>()?);
    let mut refund = claimed.clone();
    for _ in 0..TRIES {
        let next = refund.answered(answer.clone(), app.now(), dice)?;
        if next.is_stuck(app.now()) {
            count(Metric::RefundsStuck);
        }
        let outcome = match (&refund.state, &next.state) {
            (RefundState::Settled, RefundState::Settled) => return Ok(()),
            (_, RefundState::Settled) => Some(RefundOutcome::Settled),
            (_, RefundState::Failed(reason)) => {
                let reason = reason.as_str().parse();
                Some(RefundOutcome::Failed(reason.map_err(|_| AppError::Conflict)?))
            }
            (_, RefundState::Requested | RefundState::Processing | RefundState::Withdrawn) => None,
        };
        let saved = match outcome {
            None => save(app, &refund, &next).await?,
            Some(outcome) => with_order(app, &refund, &next, outcome).await?,
        };
        if saved == Saved::Done {
            return Ok(());
        }
        let Some(now) = app.store.refund(refund.order.suffix(), &refund.id).await? else {
            return Ok(());
        };
        if now.version != refund.version && now.state != refund.state {
            // Another run has recorded a newer answer.
            return Ok(());
        }
        refund = now;
    }
    Err(AppError::Conflict)
}

/// Saves a refund and its outcome for the order, with this function as the actor.
pub(super) async fn with_order(
    app: &App,
    old: &Refund,
    new: &Refund,
    outcome: RefundOutcome,
) -> Result<Saved, AppError> {
    let order = app.store.find_order(new.order).await?.ok_or(AppError::NotFound)?;
    let actor = Actor::System(FUNCTION);
    save_outcome(app, &order, &actor, (Some(old), new), outcome).await
}

/// Saves a new or changed refund and its outcome for the order in one transaction.
pub(super) async fn save_outcome(
    app: &App,
    order: &Order,
    actor: &Actor,
    (old, new): (Option<&Refund>, &Refund),
    outcome: RefundOutcome,
) -> Result<Saved, AppError> {
    let stamp = app.stamp()?;
    let refund = OpenRefund::new(new.id.clone(), new.payment.clone(), new.amount);
    let change = order.apply(&Command::ReportRefund { refund, outcome }, actor, &stamp)?;
    let name = stamp.change.as_str();
    Ok(app.store.save_refund(name, (old, new), Some((order, &change))).await?)
}

/// Saves a change of a refund that does not affect its order.
pub(super) async fn save(app: &App, old: &Refund, new: &Refund) -> Result<Saved, AppError> {
    let name = app.stamp()?.change;
    Ok(app.store.save_refund(name.as_str(), (Some(old), new), None).await?)
}
