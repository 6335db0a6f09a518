//! Reports of the payment provider.

use docket_domain::PaymentId;
use jiff::{SignedDuration, Timestamp};

/// An event of the payment provider. It only says which object to read; the provider's answer to
/// that read is what is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The provider's id of the event. A repeated delivery of the event has the same id.
    pub event: String,
    /// The kind of the object.
    pub kind: ReportedKind,
    /// The provider's id of the object.
    pub id: String,
    /// The intent of a refund or a dispute.
    pub intent: Option<String>,
    /// The seller's own account on which it happened.
    pub account: Option<String>,
    /// The payment, if the event names it.
    pub payment: Option<PaymentId>,
    /// When it was received.
    pub at: Timestamp,
}

/// The kind of object that an event of the provider is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedKind {
    /// An intent.
    Intent,
    /// A refund.
    Refund,
    /// A dispute.
    Dispute,
}

impl ReportedKind {
    /// The name in items and events.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Refund => "refund",
            Self::Dispute => "dispute",
        }
    }
}

impl Reported {
    /// How long an event is kept, so that a repeated delivery is recognized.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
}
