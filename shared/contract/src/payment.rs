//! The event about reports of the payment provider.

use serde::{Deserialize, Serialize};

use crate::{Moment, PaymentId, ProviderEventId, ProviderId};

/// The payment provider reported a change of a payment, a refund or a dispute.
/// This event is internal: it triggers settle-payment, which reads the present state from the
/// provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PaymentReported {
    /// Identifier that the provider gave its event.
    /// A repeated delivery has the identifier of the first one.
    pub event_id: ProviderEventId,
    /// Time at which the report was received, UTC (RFC 3339) with milliseconds.
    pub occurred_at: Moment,
    /// Version of this event's schema.
    pub schema_version: u32,
    /// Kind of object that the report is about.
    pub kind: ReportedKind,
    /// Identifier that the provider gave that object.
    pub provider_id: ProviderId,
    /// Identifier that the provider gave the payment of a refund or dispute.
    /// Null otherwise.
    pub intent: Option<ProviderId>,
    /// Account with the provider that the report is about, if it is the seller's own.
    /// Null for the deployment's account.
    pub account: Option<ProviderId>,
    /// Identifier of the payment in Docket.
    /// Null when the provider does not name it.
    pub payment: Option<PaymentId>,
}

/// Kind of object that a report of the payment provider is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReportedKind {
    /// A payment of the provider (payment intent).
    Intent,
    /// A refund of a payment to the buyer.
    Refund,
    /// A dispute about a payment.
    Dispute,
    /// Value of a later version of the schema.
    /// It is read, and never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
