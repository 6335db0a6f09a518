//! Receiving webhooks of the payment provider. A webhook only says which object changed; receiving
//! it changes no payment and no order.

use docket_platform::{
    metrics::{Metric, count},
    payments::{EventSubject, verify_signature},
};
use docket_store::{Reported, ReportedKind};

use crate::{App, AppError};

/// A webhook as it was received.
#[derive(Debug)]
pub struct Notification<'a> {
    /// All values of the signature's header.
    pub signatures: Vec<&'a [u8]>,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// Stores a report of the provider once. Reports for another deployment, of another mode or about
/// other kinds of objects are accepted and not stored.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is no provider; [`AppError::Forged`] when the webhook is not
/// signed by the provider, or cannot be read; [`AppError::Store`] when it could not be stored, so
/// that the provider sends it again.
pub async fn take_notification(app: &App, sent: &Notification<'_>) -> Result<(), AppError> {
    let provider = app.provider().map_err(|_| AppError::NotFound)?;
    let (now, secrets) = (app.now(), &provider.webhook_secrets);
    let signatures = sent.signatures.iter().copied();
    if let Err(error) = verify_signature(secrets, signatures, sent.body, now) {
        count(Metric::PaymentWebhooksRefused);
        tracing::warn!(%error, "a webhook is refused");
        return Err(AppError::Forged);
    }
    let event = provider.client.read_event(sent.body).map_err(|error| {
        count(Metric::PaymentWebhooksRefused);
        tracing::warn!(%error, "a signed webhook cannot be read");
        AppError::Forged
    })?;
    let foreign = event.owner.as_ref().is_some_and(|owner| owner.deployment != provider.deployment);
    if foreign || event.mode != provider.client.mode() {
        return Ok(());
    }
    let text = |id: &dyn std::fmt::Display| id.to_string();
    let (kind, id, intent) = match &event.subject {
        EventSubject::Intent(id) => (ReportedKind::Intent, text(id), None),
        EventSubject::Refund { id, intent } => {
            (ReportedKind::Refund, text(id), intent.as_ref().map(|it| text(it)))
        }
        EventSubject::Dispute { id, intent } => {
            (ReportedKind::Dispute, text(id), intent.as_ref().map(|it| text(it)))
        }
        EventSubject::Other => return Ok(()),
    };
    let payment = event.owner.as_ref().and_then(|owner| owner.payment.as_str().parse().ok());
    let reported = Reported {
        event: event.id.to_string(),
        kind,
        id,
        intent,
        account: event.account.as_ref().map(ToString::to_string),
        payment,
        at: now,
    };
    app.store.keep_reported(&reported).await?;
    Ok(())
}
