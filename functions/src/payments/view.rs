//! Payments and refunds in responses.

use docket_app::payments::PaymentToConfirm;
use docket_domain::payments::{Refund, RefundState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// An open payment, which the buyer's page confirms with the payment provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PaymentIntent, example = samples::payment_intent)]
pub struct PaymentIntentView {
    /// The identifier of the payment.
    #[schema(value_type = words::PaymentId)]
    payment: String,
    /// The amount to pay, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// The ISO 4217 currency of the payment.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// The secret with which the page confirms this payment, and no other. Do not store or log it.
    #[schema(value_type = words::ClientSecret)]
    client_secret: String,
    /// The public key with which the page calls the payment provider.
    #[schema(value_type = words::PublishableKey)]
    publishable_key: String,
    /// The seller's own account with the payment provider that receives the money. Null if the
    /// money goes to the deployment's account.
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

/// A refund: money that goes back to the buyer of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Refund, example = samples::refund)]
pub struct RefundView {
    /// The identifier of the refund, unique within its order.
    #[schema(value_type = words::RefundId)]
    id: String,
    /// The amount of the refund, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// The state of the refund: `requested`, `processing`, `settled`, `failed` or `withdrawn`.
    #[schema(value_type = words::RefundStatus)]
    status: &'static str,
    /// The payment from which the money is refunded. Null if a person gives it back.
    #[schema(value_type = Option<words::PaymentId>, required)]
    payment: Option<String>,
    /// The reason that was given for the refund. Null if none was given.
    #[schema(value_type = Option<words::Note>, required)]
    reason: Option<String>,
    /// The reason for which the payment provider refused the refund, in its own words. Null unless
    /// the status is `failed`.
    #[schema(value_type = Option<words::Line>, required)]
    failure: Option<String>,
    /// The reference of a refund that a person gave back. Null otherwise, or if none was given.
    #[schema(value_type = Option<words::Line>, required)]
    reference: Option<String>,
    /// The time at which the refund was requested.
    #[schema(value_type = words::Moment)]
    requested_at: Moment,
    /// The time at which the status last changed.
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
