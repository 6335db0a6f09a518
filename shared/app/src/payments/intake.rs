//! Taking in what the payment provider reports. It is a hint where to look, and
//! changes no payment and no order.

use docket_platform::{
    metrics::{Metric, count},
    payments::{EventSubject, verify_signature},
};
use docket_store::{Reported, ReportedKind};

use crate::{App, AppError};

/// A webhook as it came.
#[derive(Debug)]
pub struct Notification<'a> {
    /// All values of the header with the signature.
    pub signatures: Vec<&'a [u8]>,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// Keeps what the provider reports, once. What is of another deployment, of another
/// mode or about something else is taken and not kept.
///
/// # Errors
///
/// [`AppError::NotFound`] where there is no provider; [`AppError::Forged`] when it
/// is not signed by the provider, or cannot be read; [`AppError::Store`] when it
/// could not be kept, so that the provider sends it again.
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
