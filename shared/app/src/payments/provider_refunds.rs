//! Recording the provider's refunds of a payment: those that Docket requested, and those that
//! somebody made in the provider's dashboard.

use std::collections::BTreeSet;

use docket_domain::{
    Amount, Command, OneLine, OrderId, OrderPayment, PaymentId, RefundId, RefundOutcome, Suffix,
    apportion,
    payments::{Payment, PaymentState, Refund, RefundState},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{Refund as ProviderRefund, RefundStatus},
};
use docket_store::Saved;

use super::{
    Provider, TRIES,
    books::{account, intent_id, line},
    orders_of::{OrderOf, SETTLER, apply_all, holders, with_begun},
    refund_answers::{answer_of, record_answer, with_order},
};
use crate::{App, AppError};

/// Records the state of each of a payment's refunds at the provider.
pub(super) async fn settle_refunds(
    app: &App,
    provider: &Provider,
    payment: &Payment,
) -> Result<(), AppError> {
    let Some(intent) = intent_id(payment) else { return Ok(()) };
    let account = account(payment);
    for refund in provider.client.list_refunds(&intent, account.as_ref()).await? {
        let own = refund.owner.as_ref().filter(|it| it.deployment == provider.deployment);
        match own.and_then(|owner| ours(owner.refund.as_str())) {
            Some((order, id)) => settle_own(app, order, &id, &refund).await?,
            None if refund.status.has_failed() => come_back(app, payment, &refund).await?,
            None => find(app, provider, payment, &refund).await?,
        }
    }
    Ok(())
}

/// The order and the id of a refund that Docket requested, from its reference.
fn ours(reference: &str) -> Option<(Suffix, RefundId)> {
    let (order, id) = reference.split_once('.')?;
    Some((order.parse().ok()?, id.parse().ok()?))
}

/// Records the provider's state of a refund that Docket requested, if it has changed.
async fn settle_own(
    app: &App,
    order: Suffix,
    id: &RefundId,
    at_provider: &ProviderRefund,
) -> Result<(), AppError> {
    let Some(refund) = app.store.refund(order, id).await? else { return Ok(()) };
    // The state of a former attempt says nothing about the newest attempt.
    let named = refund.at_provider.as_ref().map(OneLine::as_str);
    let is_this = named.is_none_or(|id| id == at_provider.id.as_str());
    let is_known_and_failed = named.is_some() && at_provider.status.has_failed();
    let is_news = match &refund.state {
        RefundState::Processing => {
            at_provider.status == RefundStatus::Succeeded || is_known_and_failed
        }
        RefundState::Settled => is_known_and_failed,
        RefundState::Requested | RefundState::Failed(_) | RefundState::Withdrawn => false,
    };
    if is_this && is_news {
        record_answer(app, &refund, answer_of(at_provider)).await?;
    }
    Ok(())
}

/// Records a refund that was made in the provider's dashboard. It is divided between the orders of
/// the payment, and recorded once with each.
async fn find(
    app: &App,
    provider: &Provider,
    payment: &Payment,
    refund: &ProviderRefund,
) -> Result<(), AppError> {
    let gave = refund.status == RefundStatus::Succeeded && !refund.is_release;
    if !gave || payment.state != PaymentState::Captured {
        return Ok(());
    }
    let Ok(amount) = provider.client.amount_of(refund.amount) else {
        count(Metric::PaymentsUnmatched);
        return Ok(());
    };
    let Ok(id) = refund.id.as_str().parse::<RefundId>() else { return Ok(()) };
    let mut orders = holders(app, payment).await?;
    // An earlier run may have recorded a part of it. That part is not divided again.
    let mut rest = amount;
    let mut recorded = BTreeSet::new();
    for order in with_refunds(&orders) {
        if let Some(known) = app.store.refund(order, &id).await? {
            rest = rest.minus(known.amount).unwrap_or(Amount::ZERO);
            recorded.insert(order);
        }
    }
    orders.retain(|it| !recorded.contains(&it.order.id.suffix()));
    for (order, part) in divided(&orders, &payment.id, rest) {
        record_found(app, payment, order, &id, part, refund).await?;
    }
    Ok(())
}

/// Records that a refund which was made in the provider's dashboard has failed. Each order that it
/// was recorded with gets its part back.
async fn come_back(app: &App, payment: &Payment, refund: &ProviderRefund) -> Result<(), AppError> {
    let Ok(id) = refund.id.as_str().parse::<RefundId>() else { return Ok(()) };
    let reason = line(refund.failure.as_ref().map_or("refund_failed", |it| it.as_str()));
    for order in with_refunds(&holders(app, payment).await?) {
        let mut tries = 0..TRIES;
        while let Some(found) = app.store.refund(order, &id).await? {
            let Ok(next) = found.came_back(app.now()) else { break };
            tries.next().ok_or(AppError::Conflict)?;
            let reason = reason.as_str().parse().map_err(|_| AppError::Conflict)?;
            let outcome = RefundOutcome::CameBack(reason);
            if let Saved::Done = with_order(app, &found, &next, outcome).await? {
                break;
            }
        }
    }
    Ok(())
}

/// The orders with which refunds of a payment may be recorded: those that have a share of it, and
/// those that were merged into them.
fn with_refunds(orders: &[OrderOf]) -> BTreeSet<Suffix> {
    let of = |it: &OrderOf| {
        let merged = it.shares.iter().chain(&it.order.links.merged_from);
        let all = merged.copied().chain([it.order.id]);
        all.map(|id| id.suffix()).collect::<Vec<_>>()
    };
    orders.iter().flat_map(of).collect()
}

/// Divides an amount of a payment between orders in proportion to what each keeps of the payment;
/// if that is less than the amount, in proportion to what each has not refunded.
fn divided(orders: &[OrderOf], id: &PaymentId, amount: Amount) -> Vec<(OrderId, Amount)> {
    let part = |it: &OrderOf| it.order.payment_of(id).cloned();
    let parts: Vec<Option<OrderPayment>> = orders.iter().map(part).collect();
    let minor = |it: &Option<OrderPayment>, of: fn(&OrderPayment) -> Amount| {
        it.as_ref().map_or(0, |it| of(it).minor())
    };
    let kept: Vec<u64> = parts.iter().map(|it| minor(it, OrderPayment::kept)).collect();
    let has_enough = kept.iter().sum::<u64>() >= amount.minor();
    let waiting = parts.iter().map(|it| minor(it, |it| it.requested));
    let weights: Vec<u64> = if has_enough {
        kept
    } else {
        kept.iter().zip(waiting).map(|(kept, waiting)| kept.saturating_add(waiting)).collect()
    };
    if weights.iter().all(|weight| *weight == 0) {
        return Vec::new();
    }
    let parts = apportion(amount, &weights);
    orders.iter().map(|it| it.order.id).zip(parts).filter(|(_, it)| *it > Amount::ZERO).collect()
}

async fn record_found(
    app: &App,
    payment: &Payment,
    order: OrderId,
    id: &RefundId,
    part: Amount,
    refund: &ProviderRefund,
) -> Result<(), AppError> {
    for _ in 0..TRIES {
        if app.store.refund(order.suffix(), id).await?.is_some() {
            return Ok(());
        }
        let Some(found) = app.store.find_order(order).await? else { return Ok(()) };
        let of = OrderOf { order: with_begun(app, found).await?, shares: Vec::new() };
        let command = Command::FindRefund { payment: payment.id.clone(), amount: part };
        let changes = apply_all(app, SETTLER, std::slice::from_ref(&of), |_| Some(command.clone()));
        let changes = match changes {
            Ok(changes) => changes,
            Err(error @ AppError::Refused(_)) => {
                // A refund that Docket requested has begun for this money. Its result starts this
                // function again.
                count(Metric::PaymentsUnmatched);
                tracing::error!(order = %order, %error, "a refund of the provider does not fit");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let Some((old, change)) = changes.first() else { return Ok(()) };
        let at_provider = line(refund.id.as_str());
        let item =
            Refund::found(order, id.clone(), payment.id.clone(), part, at_provider, app.now());
        let name = app.stamp()?.change;
        let saved =
            app.store.save_refund(name.as_str(), (None, &item), Some((old, change))).await?;
        if let Saved::Done = saved {
            return Ok(());
        }
    }
    Err(AppError::Conflict)
}
