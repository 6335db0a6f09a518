//! Processing the provider's reported events. An event only says which object to read.

use docket_contract::{PaymentReported, ReportedKind};
use docket_domain::PaymentId;
use docket_platform::{
    metrics::{Metric, count},
    payments::{AccountId, Intent, IntentId, ProviderError},
};
use docket_store::Reported;
use jiff::SignedDuration;

use super::{
    Provider,
    books::intent_id,
    disputes::settle_dispute,
    provider_refunds::settle_refunds,
    settle::{Settled, settle_payment},
};
use crate::{App, AppError, events::payment_reported};

/// The shortest and the longest wait before an event is processed again.
const SHORTEST_WAIT: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(8);

/// Reads and records the object that an event of the provider names. When the provider does not
/// answer, the event is retried later, because nothing else reports refunds and disputes that were
/// made in its dashboard.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer. The event must then be delivered again.
pub async fn settle_reported(app: &App, reported: &PaymentReported) -> Result<(), AppError> {
    // Payments may have been switched off since the event was stored.
    let Ok(provider) = app.provider() else { return Ok(()) };
    match look(app, provider, reported).await {
        Err(AppError::Provider(error)) if !error.is_definite() => {
            let kept = app.store.reported(reported.event_id.as_str()).await?;
            postpone(app, &kept.ok_or_else(|| error.clone())?, &error).await
        }
        looked => looked,
    }
}

/// Processes a stored event of the provider that could not be processed before.
///
/// # Errors
///
/// As [`settle_reported`].
pub(super) async fn settle_kept(app: &App, event: &str) -> Result<(), AppError> {
    let Ok(provider) = app.provider() else { return Ok(()) };
    let Some(kept) = app.store.reported(event).await? else { return Ok(()) };
    match look(app, provider, &payment_reported(&kept)).await {
        Err(AppError::Provider(error)) if !error.is_definite() => {
            return postpone(app, &kept, &error).await;
        }
        Err(AppError::Provider(error)) => {
            // A retry would have an equal result. A person has to look into it.
            count(Metric::PaymentsUnmatched);
            tracing::error!(event, %error, "what the provider reported is not there");
        }
        looked => looked?,
    }
    Ok(app.store.follow_reported(event, None).await?)
}

/// Records when an event is processed again, because the provider does not answer. The wait is as
/// long as the time since the event was received, within the limits.
async fn postpone(app: &App, kept: &Reported, error: &ProviderError) -> Result<(), AppError> {
    let event = kept.event.as_str();
    tracing::warn!(event, %error, "what the provider reported is looked at again later");
    let now = app.now();
    let wait = now.duration_since(kept.at).clamp(SHORTEST_WAIT, LONGEST_WAIT);
    Ok(app.store.follow_reported(event, Some(now + wait)).await?)
}

async fn look(app: &App, provider: &Provider, reported: &PaymentReported) -> Result<(), AppError> {
    let account: Option<AccountId> =
        reported.account.as_ref().and_then(|id| id.as_str().parse().ok());
    let about = match reported.kind {
        ReportedKind::Intent => Some(&reported.provider_id),
        ReportedKind::Refund | ReportedKind::Dispute => reported.intent.as_ref(),
        ReportedKind::Unknown => None,
    };
    let Some(intent) = about.and_then(|id| id.as_str().parse::<IntentId>().ok()) else {
        return Ok(());
    };
    let Some(id) = payment_of(app, provider, reported, &intent, account.as_ref()).await? else {
        return Ok(());
    };
    let settled = settle_payment(app, &id, Some(&intent)).await?;
    let Some(Settled { payment, intent: answer }) = settled else {
        count(Metric::PaymentsUnmatched);
        tracing::error!(intent = intent.as_str(), "the provider has a payment that is not here");
        return Ok(());
    };
    // Refunds and disputes are recorded only after the payment was settled with the provider.
    let is_up_to_date = answer.is_some();
    match reported.kind {
        ReportedKind::Intent | ReportedKind::Unknown => Ok(()),
        ReportedKind::Refund | ReportedKind::Dispute if !is_up_to_date => {
            Err(ProviderError::Unknown("the payment could not be read").into())
        }
        ReportedKind::Refund => settle_refunds(app, provider, &payment).await,
        ReportedKind::Dispute => {
            settle_dispute(app, provider, &payment, reported.provider_id.as_str()).await
        }
    }
}

/// The payment of an intent; `None` when the intent belongs to another deployment.
async fn payment_of(
    app: &App,
    provider: &Provider,
    reported: &PaymentReported,
    intent: &IntentId,
    account: Option<&AccountId>,
) -> Result<Option<PaymentId>, AppError> {
    let named = reported.payment.as_ref().and_then(|id| id.as_str().parse().ok());
    if let Some(payment) = named
        && let Some(known) = app.store.payment(&payment).await?
        && intent_id(&known).is_none_or(|id| id == *intent)
    {
        return Ok(Some(payment));
    }
    let found: Result<Intent, ProviderError> = provider.client.read_intent(intent, account).await;
    let owner = match found {
        Ok(intent) => intent.owner,
        Err(ProviderError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let own = owner.filter(|owner| owner.deployment == provider.deployment);
    Ok(own.and_then(|owner| owner.payment.as_str().parse().ok()))
}
