//! Payments and refunds, as callers see them.

use docket_app::payments::PaymentToConfirm;
use docket_domain::payments::{Refund, RefundState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// What a page pays with: it gives the secret to the payment provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PaymentIntent, example = samples::payment_intent)]
pub struct PaymentIntentView {
    /// The payment.
    #[schema(value_type = words::PaymentId)]
    payment: String,
    /// What is to be paid, in minor units.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// In this currency.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// The secret with which this payment, and no other, is confirmed. It is not
    /// kept by Docket and not to be kept by others.
    #[schema(value_type = words::ClientSecret)]
    client_secret: String,
    /// The key with which a page asks the provider.
    #[schema(value_type = words::PublishableKey)]
    publishable_key: String,
    /// The seller's own account with the provider that the money goes to; null for
    /// the shop's.
    #[schema(value_type = Option<words::Line>, required)]
    account: Option<String>,
}

impl PaymentIntentView {
    pub(super) fn new(ready: PaymentToConfirm) -> Self {
        Self {
            payment: ready.payment.to_string(),
            amount: ready.amount.minor(),
            currency: ready.currency.code(),
            client_secret: ready.client_secret.reveal().to_owned(),
            publishable_key: ready.publishable_key,
            account: ready.account,
        }
    }
}

/// Money that goes back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Refund, example = samples::refund)]
pub struct RefundView {
    /// Its id within the order.
    #[schema(value_type = words::RefundId)]
    id: String,
    /// How much, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// `requested`, `processing`, `settled`, `failed` or `withdrawn`.
    #[schema(value_type = words::RefundStatus)]
    status: &'static str,
    /// The payment that it is taken from; null where a person gives it back.
    #[schema(value_type = Option<words::PaymentId>, required)]
    payment: Option<String>,
    /// Why, as whoever asked for it says.
    #[schema(value_type = Option<words::Note>, required)]
    reason: Option<String>,
    /// Why it failed, in the provider's word.
    #[schema(value_type = Option<words::Line>, required)]
    failure: Option<String>,
    /// By which it is found again, where a person gave it back.
    #[schema(value_type = Option<words::Line>, required)]
    reference: Option<String>,
    /// When it was asked for.
    #[schema(value_type = words::Moment)]
    requested_at: Moment,
    /// When its state changed last.
    #[schema(value_type = words::Moment)]
    changed_at: Moment,
}

impl RefundView {
    pub(super) fn new(refund: &Refund) -> Self {
        let (status, failure) = match &refund.state {
            RefundState::Requested => ("requested", None),
            RefundState::Processing => ("processing", None),
            RefundState::Settled => ("settled", None),
            RefundState::Failed(reason) => ("failed", Some(reason.to_string())),
            RefundState::Withdrawn => ("withdrawn", None),
        };
        Self {
            id: refund.id.to_string(),
            amount: refund.amount.minor(),
            status,
            payment: refund.payment.as_ref().map(ToString::to_string),
            reason: refund.reason.as_ref().map(ToString::to_string),
            failure,
            reference: refund.reference.as_ref().map(ToString::to_string),
            requested_at: refund.requested_at.into(),
            changed_at: refund.changed_at.into(),
        }
    }
}
