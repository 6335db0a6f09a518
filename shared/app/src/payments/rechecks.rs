//! Scheduling when a payment is settled again.

use docket_domain::payments::{Payment, next_try};
use docket_platform::{
    metrics::{Metric, count},
    payments::ProviderError,
    random,
};
use docket_store::{PaymentWrite, Saved};

use crate::{App, AppError};

/// Records when the provider is called again, because it does not answer.
pub(super) async fn postpone(
    app: &App,
    payment: &Payment,
    error: &ProviderError,
) -> Result<(), AppError> {
    let id = payment.id.as_str();
    if error.is_definite() {
        count(Metric::PaymentsUnmatched);
        tracing::error!(payment = id, %error, "the provider does not know a payment of ours");
    } else {
        tracing::warn!(payment = id, %error, "a payment is looked at again later");
    }
    let dice = u32::from_be_bytes(random::<4>()?);
    let at = next_try(app.now(), 1, dice);
    if payment.next_check.is_none_or(|next| next > at || next <= app.now()) {
        let next = payment.clone().checked_again_at(Some(at));
        save(app, PaymentWrite::Change(payment, &next)).await?;
    }
    Ok(())
}

/// Records when the payment is settled next, if its due time has passed. A payment that cannot
/// change any more gets no due time.
pub(super) async fn reschedule(app: &App, payment: Payment) -> Result<Payment, AppError> {
    let now = app.now();
    if payment.next_check.is_none_or(|at| at > now) {
        return Ok(payment);
    }
    let next = payment.clone().scheduled(now);
    let at = next.next_check;
    let next = next.checked_again_at(at);
    Ok(match save(app, PaymentWrite::Change(&payment, &next)).await? {
        Saved::Done => next,
        Saved::Stale => payment,
    })
}

/// Saves a change of a payment that does not affect an order.
pub(super) async fn save(app: &App, write: PaymentWrite<'_>) -> Result<Saved, AppError> {
    let name = app.stamp()?.change;
    Ok(app.store.save_payment(name.as_str(), write, &[]).await?)
}
