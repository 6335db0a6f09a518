use super::{AccountId, DisputeId, ErrorCode, EventId, IntentId, Mode, Owner, RefundId};

/// The content of a webhook: which object changed. It is only a hint to read that object;
/// the state that the provider then returns is authoritative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEvent {
    /// Its id, which all deliveries of one webhook share.
    pub id: EventId,
    /// The provider's name for the type of event.
    pub kind: ErrorCode,
    /// Whether it concerns real money.
    pub mode: Mode,
    /// The seller's own account, if the event happened on one.
    pub account: Option<AccountId>,
    /// The object that changed.
    pub subject: EventSubject,
    /// The owner of the intent, if the event names it. Events about refunds and disputes do
    /// not.
    pub owner: Option<Owner>,
}

/// The object that an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventSubject {
    /// An intent, or a charge of it.
    Intent(IntentId),
    /// A refund.
    Refund {
        /// Its id.
        id: RefundId,
        /// The intent whose money it is; none for charges that had no intent.
        intent: Option<IntentId>,
    },
    /// A dispute.
    Dispute {
        /// Its id.
        id: DisputeId,
        /// The intent of the disputed charge; none for charges without one.
        intent: Option<IntentId>,
    },
    /// An object that Docket does not use.
    Other,
}

/// The body of a webhook is not an event of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the webhook's body is no event of the payment provider")]
pub struct UnreadableEvent;
