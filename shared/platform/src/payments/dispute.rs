use jiff::Timestamp;

use super::{ChargeId, DisputeId, ErrorCode, IntentId, ReportedAmount};

/// A buyer's bank disputes a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// Where it stands.
    pub status: DisputeStatus,
    /// How much of the charge is disputed.
    pub amount: ReportedAmount,
    /// The disputed charge.
    pub charge: ChargeId,
    /// The intent that the charge belongs to; none for charges without one.
    pub intent: Option<IntentId>,
    /// The bank's reason, in the provider's word.
    pub reason: Option<ErrorCode>,
    /// When it was opened.
    pub created: Timestamp,
    /// Until when evidence has to be given.
    pub evidence_due: Option<Timestamp>,
}

/// Where a dispute stands. A lost one may be appealed, and won in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    /// The bank inquires; no money has been withdrawn.
    Inquiry,
    /// The inquiry ended, and no money was withdrawn.
    InquiryClosed,
    /// The money is withdrawn until the bank has decided.
    Open,
    /// Decided for the seller: the money was returned.
    Won,
    /// Decided for the buyer: the money stays withdrawn.
    Lost,
    /// It was lost and is being appealed: the money stays withdrawn until it is
    /// won.
    Appealed,
    /// It was prevented before it was opened: no money was withdrawn.
    Prevented,
    /// A status that is newer than this program: nothing is concluded from it.
    Unfamiliar,
}
