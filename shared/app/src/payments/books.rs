//! Converting amounts, ids and idempotency keys between orders and the payment provider.

use docket_domain::{
    Amount, Currency, OneLine, OrderId, PaymentId, RefundId, Text,
    payments::{Payment, ReportedPayment, ReportedStatus},
};
use docket_platform::payments::{
    AccountId, ErrorCode, IdempotencyKey, Intent, IntentId, IntentStatus, Owner, ProviderAmount,
    Purpose, Reference, ReportedAmount, Step,
};

use super::Provider;
use crate::AppError;

/// The state of an intent at the provider, with amounts in the deployment's units.
///
/// # Errors
///
/// [`AppError::PaymentMismatch`] when its amounts cannot be read.
pub(super) fn reported(provider: &Provider, intent: &Intent) -> Result<ReportedPayment, AppError> {
    let amount = |it: ReportedAmount| {
        provider.client.amount_of(it).map_err(|error| AppError::PaymentMismatch(error.to_string()))
    };
    Ok(ReportedPayment {
        status: match intent.status {
            IntentStatus::Unconfirmed
            | IntentStatus::AwaitsBuyer
            | IntentStatus::Processing
            | IntentStatus::Unfamiliar => ReportedStatus::Waiting,
            IntentStatus::Held => ReportedStatus::Held,
            IntentStatus::Captured => ReportedStatus::Received,
            IntentStatus::Cancelled => ReportedStatus::Cancelled,
        },
        currency: intent.amount.currency,
        held: amount(intent.capturable)?,
        received: amount(intent.received)?,
        hold_ends_at: intent.capture_before,
    })
}

/// An amount in the provider's units.
///
/// # Errors
///
/// [`AppError::PaymentNotPossible`] with the reason.
pub(super) fn express(
    provider: &Provider,
    purpose: Purpose,
    currency: Currency,
    amount: Amount,
) -> Result<ProviderAmount, AppError> {
    Ok(provider.client.express(purpose, currency, amount)?)
}

/// The deployment's fee for an amount, in the provider's units; `None` when it is 0.
pub(super) fn fee(
    provider: &Provider,
    payment: &Payment,
    amount: Amount,
) -> Option<ProviderAmount> {
    // The fee is rounded down to the provider's smallest unit, which may be 10 or 100 minor units.
    [1, 10, 100].into_iter().find_map(|unit| {
        let kept = payment.fee.of(amount).rounded_down(unit);
        let is_some = kept > Amount::ZERO;
        is_some.then(|| express(provider, Purpose::Part, payment.currency, kept).ok()).flatten()
    })
}

/// The seller's own account at the provider that a payment belongs to.
pub(super) fn account(payment: &Payment) -> Option<AccountId> {
    payment.account.as_ref().and_then(|id| id.as_str().parse().ok())
}

/// The provider's id of a payment's intent.
pub(super) fn intent_id(payment: &Payment) -> Option<IntentId> {
    payment.intent.as_ref().and_then(|id| id.as_str().parse().ok())
}

/// The owner of an intent: this deployment and the payment.
///
/// # Errors
///
/// Never, because every payment id is a valid reference.
pub(super) fn owner(provider: &Provider, payment: &PaymentId) -> Result<Owner, AppError> {
    Ok(Owner { deployment: provider.deployment.clone(), payment: reference(payment.as_str())? })
}

/// The idempotency key of one attempt of a payment's step.
pub(super) fn key(
    provider: &Provider,
    payment: &Payment,
    step: Step,
    generation: u32,
) -> Result<IdempotencyKey, AppError> {
    let subject = reference(payment.id.as_str())?;
    Ok(IdempotencyKey::new(&provider.deployment, &subject, step, generation))
}

/// The reference of a refund at the provider: its order's suffix and its id.
pub(super) fn refund_reference(order: OrderId, id: &RefundId) -> Result<Reference, AppError> {
    reference(&format!("{}.{id}", order.suffix().as_str()))
}

fn reference(text: &str) -> Result<Reference, AppError> {
    text.parse().map_err(|_| AppError::PaymentMismatch(format!("{text} is no reference")))
}

/// An id or a code of the provider, in the form that is stored.
pub(super) fn line(text: &str) -> OneLine<255> {
    // Every id and code of the provider is a valid line.
    match text.parse() {
        Ok(line) => line,
        Err(_) => unknown(),
    }
}

fn unknown() -> OneLine<255> {
    match "unknown".parse() {
        Ok(line) => line,
        Err(_) => unreachable!("a word is a line"),
    }
}

/// The provider's error code as a reason, in the form that is stored.
pub(super) fn why(code: Option<&ErrorCode>) -> Option<Text<1000>> {
    code.and_then(|code| code.as_str().parse().ok())
}

/// The report of a payment that was cancelled.
pub(super) fn cancelled(payment: &Payment) -> ReportedPayment {
    ReportedPayment {
        status: ReportedStatus::Cancelled,
        currency: payment.currency,
        held: Amount::ZERO,
        received: Amount::ZERO,
        hold_ends_at: None,
    }
}
