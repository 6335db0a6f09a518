//! Refunding money exactly once.
//!
//! A refund is claimed before the provider is called, so that restoring the order meanwhile sees
//! that the refund can no longer be withdrawn. Each refund has its own idempotency key. Before
//! another key is used, and when the provider may have dropped the old one, the provider's list of
//! refunds is read, and a refund that it contains is taken over.

use docket_domain::{
    RefundId, Suffix,
    payments::{Payment, Refund, RefundAnswer, RefundRefusal},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{
        IdempotencyKey, NewRefund, ProviderError, Purpose, Refund as ProviderRefund, RefundOwner,
        RefusalReason, Step,
    },
};
use docket_store::Saved;

use super::{
    Provider,
    books::{account, express, fee, intent_id, line, refund_reference},
    provider_refunds::settle_refunds,
    refund_answers::{answer_of, record_answer, save},
};
use crate::{App, AppError};

/// Processes a refund, or reads its result from the provider. A refund that another run has
/// claimed, or that has ended, is not changed.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer. When the provider does not answer, the
/// refund is retried later, and there is no error.
pub async fn process_refund(app: &App, order: Suffix, id: &RefundId) -> Result<(), AppError> {
    let provider = app.provider()?;
    let Some(refund) = app.store.refund(order, id).await? else { return Ok(()) };
    let now = app.now();
    if refund.next_check.is_none_or(|at| at > now) {
        return Ok(());
    }
    let reads_first = refund.reads_first(now);
    let claimed = match refund.claim(now) {
        Ok(claimed) => claimed,
        Err(RefundRefusal::Claimed(_) | RefundRefusal::Ended | RefundRefusal::ByHand) => {
            return Ok(());
        }
        Err(error @ (RefundRefusal::NotFailed | RefundRefusal::UnderWay)) => {
            return Err(error.into());
        }
    };
    if let Saved::Stale = save(app, &refund, &claimed).await? {
        return Ok(());
    }
    let (claimed, answer) = ask(app, provider, claimed, reads_first).await?;
    let is_refused = matches!(answer, RefundAnswer::Refused(_));
    record_answer(app, &claimed, answer).await?;
    // Somebody may have refunded this money in the provider's dashboard.
    if is_refused
        && let Some(id) = &claimed.payment
        && let Some(payment) = app.store.payment(id).await?
        && let Err(error) = settle_refunds(app, provider, &payment).await
    {
        tracing::warn!(payment = id.as_str(), %error, "its refunds are read again by an event");
    }
    Ok(())
}

/// Calls the provider, and returns the refund that was requested.
async fn ask(
    app: &App,
    provider: &Provider,
    claimed: Refund,
    reads_first: bool,
) -> Result<(Refund, RefundAnswer), AppError> {
    let Some(id) = &claimed.payment else { return Ok((claimed, RefundAnswer::Unknown)) };
    let payment = app.store.payment(id).await?;
    let Some(payment) = payment.filter(|it| intent_id(it).is_some()) else {
        count(Metric::PaymentsUnmatched);
        return Ok((claimed, RefundAnswer::Refused(line("payment_unknown"))));
    };
    let found = if claimed.at_provider.is_some() || reads_first {
        read(provider, &payment, &claimed).await
    } else {
        Ok(None)
    };
    let answer = match found {
        Ok(Some(refund)) => return Ok((claimed, answer_of(&refund))),
        Ok(None) => create(provider, &payment, &claimed).await?,
        Err(error) => Err(error),
    };
    let refusal = match answer {
        Ok(refund) => return Ok((claimed, answer_of(&refund))),
        Err(ProviderError::Refused(refusal)) => refusal,
        Err(ProviderError::ServerError { replayed: true, .. }) => {
            // The provider repeats the failure of a key for a day. So another generation begins,
            // which reads the provider's list first.
            let again = claimed.begun_again(app.now())?;
            return match save(app, &claimed, &again).await? {
                Saved::Done => Ok((again, RefundAnswer::Unknown)),
                Saved::Stale => Ok((claimed, RefundAnswer::Unknown)),
            };
        }
        Err(error) => {
            tracing::warn!(refund = claimed.id.as_str(), %error, "a refund is tried again later");
            return Ok((claimed, RefundAnswer::Unknown));
        }
    };
    match refusal.reason {
        // The attempt had no effect, so the next one uses another key.
        RefusalReason::BalanceTooLow => {
            let again = claimed.begun_again(app.now())?;
            match save(app, &claimed, &again).await? {
                Saved::Done => Ok((again, RefundAnswer::NoBalance)),
                Saved::Stale => Ok((claimed, RefundAnswer::Unknown)),
            }
        }
        RefusalReason::KeyReused => Ok((claimed, RefundAnswer::Unknown)),
        RefusalReason::Declined
        | RefusalReason::OtherState
        | RefusalReason::AlreadyRefunded
        | RefusalReason::Disputed
        | RefusalReason::AmountTooSmall
        | RefusalReason::AmountTooLarge
        | RefusalReason::Other => {
            let code = refusal.code.as_ref().map_or("refused", |code| code.as_str());
            let reason = match refusal.reason {
                RefusalReason::Disputed => "charge_disputed",
                RefusalReason::AlreadyRefunded => "charge_already_refunded",
                RefusalReason::Declined
                | RefusalReason::OtherState
                | RefusalReason::BalanceTooLow
                | RefusalReason::AmountTooSmall
                | RefusalReason::AmountTooLarge
                | RefusalReason::KeyReused
                | RefusalReason::Other => code,
            };
            Ok((claimed, RefundAnswer::Refused(line(reason))))
        }
    }
}

/// The refund at the provider, found by the provider's id or by Docket's reference in the list.
async fn read(
    provider: &Provider,
    payment: &Payment,
    refund: &Refund,
) -> Result<Option<ProviderRefund>, ProviderError> {
    let account = account(payment);
    if let Some(id) = refund.at_provider.as_ref().and_then(|id| id.as_str().parse().ok()) {
        return provider.client.read_refund(&id, account.as_ref()).await.map(Some);
    }
    let Some(intent) = intent_id(payment) else { return Ok(None) };
    let Ok(own) = refund_reference(refund.order, &refund.id) else { return Ok(None) };
    let list = provider.client.list_refunds(&intent, account.as_ref()).await?;
    let is_own = |it: &ProviderRefund| {
        let owned = it
            .owner
            .as_ref()
            .is_some_and(|owner| owner.deployment == provider.deployment && owner.refund == own);
        // A failed refund belongs to an earlier generation.
        owned && !(it.status.has_failed() && refund.generation > 1)
    };
    Ok(list.into_iter().find(is_own))
}

async fn create(
    provider: &Provider,
    payment: &Payment,
    refund: &Refund,
) -> Result<Result<ProviderRefund, ProviderError>, AppError> {
    let Some(intent) = intent_id(payment) else {
        return Ok(Err(ProviderError::NotFound));
    };
    let own = refund_reference(refund.order, &refund.id)?;
    let amount = express(provider, Purpose::Part, payment.currency, refund.amount)?;
    let deployment = provider.deployment.clone();
    let key = IdempotencyKey::new(&deployment, &own, Step::Refund, refund.generation);
    let new = NewRefund {
        owner: RefundOwner { deployment, refund: own },
        intent,
        amount,
        // The fee is returned in proportion, if one was charged.
        returns_fee: fee(provider, payment, payment.received).is_some(),
    };
    Ok(provider.client.create_refund(&key, &new, account(payment).as_ref()).await)
}
