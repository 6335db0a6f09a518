use jiff::Timestamp;

use super::{ErrorCode, IntentId, ProviderAmount, RefundId, RefundOwner, ReportedAmount};

/// A refund to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// The deployment and refund that it belongs to.
    pub owner: RefundOwner,
    /// The intent whose money is refunded.
    pub intent: IntentId,
    /// The amount to refund.
    pub amount: ProviderAmount,
    /// Whether the deployment returns its fee in proportion. Only for an intent with a
    /// fee.
    pub returns_fee: bool,
}

/// A refund, as the provider reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Its status.
    pub status: RefundStatus,
    /// The refunded amount.
    pub amount: ReportedAmount,
    /// The intent whose money it is; none for charges that had no intent.
    pub intent: Option<IntentId>,
    /// When it was created.
    pub created: Timestamp,
    /// Why it failed.
    pub failure: Option<ErrorCode>,
    /// The deployment and refund that it belongs to; `None` when a person made it in the
    /// provider's dashboard.
    pub owner: Option<RefundOwner>,
    /// Whether it only released money that was held and not captured, so that the buyer
    /// received no payment.
    pub is_release: bool,
}

/// The status of a refund. No status is final: a refund may fail after it succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundStatus {
    /// In progress, or waiting for an action of the buyer.
    Pending,
    /// The provider sent the money to the buyer. The refund may still fail later.
    Succeeded,
    /// The money did not reach the buyer, and was returned to the account.
    Failed,
    /// It was cancelled before any money was sent.
    Cancelled,
    /// A status that this program does not know: it draws no conclusion from it.
    Unfamiliar,
}

impl RefundStatus {
    /// Whether the money is back on the account, so that this refund pays nothing any more.
    #[must_use]
    pub const fn has_failed(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }
}
