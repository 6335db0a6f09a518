use jiff::Timestamp;

use super::{ErrorCode, IntentId, ProviderAmount, RefundId, RefundOwner, ReportedAmount};

/// A refund to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// Whose it is.
    pub owner: RefundOwner,
    /// The intent whose money is given back.
    pub intent: IntentId,
    /// How much of it.
    pub amount: ProviderAmount,
    /// Whether the deployment gives back its fee in proportion. Only where there
    /// was one.
    pub returns_fee: bool,
}

/// Money given back, as the provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Where it stands.
    pub status: RefundStatus,
    /// How much.
    pub amount: ReportedAmount,
    /// The intent whose money it is; none for charges that had no intent.
    pub intent: Option<IntentId>,
    /// When it was created.
    pub created: Timestamp,
    /// Why it failed.
    pub failure: Option<ErrorCode>,
    /// Whose it is; none when it was made by hand in the provider's own pages.
    pub owner: Option<RefundOwner>,
    /// Whether it only let go what was held and not captured: nobody was given
    /// anything back.
    pub is_release: bool,
}

/// Where a refund stands. None of these is final: a refund may fail after it
/// succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundStatus {
    /// On its way; also when the buyer has to do something first.
    Pending,
    /// The provider gave the money back. It may still fail later.
    Succeeded,
    /// The money did not reach the buyer, and is ours again.
    Failed,
    /// It was cancelled before any money was sent.
    Cancelled,
    /// A status that is newer than this program: nothing is concluded from it.
    Unfamiliar,
}

impl RefundStatus {
    /// Whether the money is with us, and this refund gives none any more.
    #[must_use]
    pub const fn has_failed(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }
}
