//! What the payment provider reports.

use docket_domain::PaymentId;
use jiff::{SignedDuration, Timestamp};

/// An event of the payment provider: where to look. What counts is what the
/// provider answers when it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The provider's id of the event. A repeated delivery of the event has the same id.
    pub event: String,
    /// What it is about.
    pub kind: ReportedKind,
    /// That thing's id.
    pub id: String,
    /// The intent that a refund or a dispute is of.
    pub intent: Option<String>,
    /// The seller's own account on which it happened.
    pub account: Option<String>,
    /// Our payment, if the event names it.
    pub payment: Option<PaymentId>,
    /// When it came.
    pub at: Timestamp,
}

/// What an event of the provider is about.
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
    /// How long it is kept, so that a repetition is known.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
}
