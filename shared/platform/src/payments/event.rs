use super::{AccountId, DisputeId, ErrorCode, EventId, IntentId, Mode, Owner, RefundId};

/// What a webhook tells: where to look. It is a hint and no more; what counts
/// is what the provider answers when it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The same for each repetition of the webhook.
    pub id: EventId,
    /// What happened, in the provider's word.
    pub kind: ErrorCode,
    /// Whether it is about real money.
    pub mode: Mode,
    /// The seller's own account on which it happened.
    pub account: Option<AccountId>,
    /// What it is about.
    pub subject: EventSubject,
    /// Whose intent it is about, if the event says so. Events about refunds and
    /// disputes do not.
    pub owner: Option<Owner>,
}

/// What an event is about.
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
    /// Something that Docket has nothing to do with.
    Other,
}

/// The body of a webhook is no event of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the webhook's body is no event of the payment provider")]
pub struct UnreadableEvent;
