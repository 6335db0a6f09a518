//! Amounts, ids and keys between the payment provider and the orders.

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

/// What the provider says of an intent, in the deployment's amounts.
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

/// What the deployment keeps of an amount, in the provider's units; none where that is
/// nothing.
pub(super) fn fee(
    provider: &Provider,
    payment: &Payment,
    amount: Amount,
) -> Option<ProviderAmount> {
    // What the provider counts in tens or hundreds is rounded down to those.
    [1, 10, 100].into_iter().find_map(|unit| {
        let kept = payment.fee.of(amount).rounded_down(unit);
        let is_some = kept > Amount::ZERO;
        is_some.then(|| express(provider, Purpose::Part, payment.currency, kept).ok()).flatten()
    })
}

/// The seller's own account that a payment is on.
pub(super) fn account(payment: &Payment) -> Option<AccountId> {
    payment.account.as_ref().and_then(|id| id.as_str().parse().ok())
}

/// The provider's id of a payment's intent.
pub(super) fn intent_id(payment: &Payment) -> Option<IntentId> {
    payment.intent.as_ref().and_then(|id| id.as_str().parse().ok())
}

/// Whose an intent is.
///
/// # Errors
///
/// [`AppError::PaymentMismatch`] never: payment ids fit.
pub(super) fn owner(provider: &Provider, payment: &PaymentId) -> Result<Owner, AppError> {
    Ok(Owner { deployment: provider.deployment.clone(), payment: reference(payment.as_str())? })
}

/// The key of one attempt of a step of a payment.
pub(super) fn key(
    provider: &Provider,
    payment: &Payment,
    step: Step,
    generation: u32,
) -> Result<IdempotencyKey, AppError> {
    let subject = reference(payment.id.as_str())?;
    Ok(IdempotencyKey::new(&provider.deployment, &subject, step, generation))
}

/// By what a refund is known to the provider: its order's suffix, and its id.
pub(super) fn refund_reference(order: OrderId, id: &RefundId) -> Result<Reference, AppError> {
    reference(&format!("{}.{id}", order.suffix().as_str()))
}

fn reference(text: &str) -> Result<Reference, AppError> {
    text.parse().map_err(|_| AppError::PaymentMismatch(format!("{text} is no reference")))
}

/// An id or a code of the provider, as records keep it.
pub(super) fn line(text: &str) -> OneLine<255> {
    // Ids and codes are made of fewer signs than a line.
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

/// The provider's word for why, as a record keeps it.
pub(super) fn why(code: Option<&ErrorCode>) -> Option<Text<1000>> {
    code.and_then(|code| code.as_str().parse().ok())
}

/// What is reported of a payment that came to nothing.
pub(super) fn cancelled(payment: &Payment) -> ReportedPayment {
    ReportedPayment {
        status: ReportedStatus::Cancelled,
        currency: payment.currency,
        held: Amount::ZERO,
        received: Amount::ZERO,
        hold_ends_at: None,
    }
}
