//! The event about what the payment provider reported.

use serde::{Deserialize, Serialize};

use crate::{Moment, PaymentId, ProviderEventId, ProviderId};

/// The payment provider reported something: where to look. Internal: a trigger of `settle-payment`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PaymentReported {
    /// The provider's id of the event. Every repeated delivery of the event has the same id.
    pub event_id: ProviderEventId,
    /// When it came: RFC 3339, UTC, in milliseconds.
    pub occurred_at: Moment,
    /// The version of this schema.
    pub schema_version: u32,
    /// What it is about.
    pub kind: ReportedKind,
    /// The provider's id of that.
    pub provider_id: ProviderId,
    /// The provider's id of the payment that a refund or a dispute is of; null otherwise.
    pub intent: Option<ProviderId>,
    /// The seller's own account with the provider on which it happened; null for the deployment's.
    pub account: Option<ProviderId>,
    /// The payment; null where the provider does not name it.
    pub payment: Option<PaymentId>,
}

/// What the payment provider's report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReportedKind {
    /// A payment.
    Intent,
    /// A refund.
    Refund,
    /// A dispute.
    Dispute,
    /// One of a later version; never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
