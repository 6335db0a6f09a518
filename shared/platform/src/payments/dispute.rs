use jiff::Timestamp;

use super::{ChargeId, DisputeId, ErrorCode, IntentId, ReportedAmount};

/// A dispute: a buyer's bank contests a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// Its status.
    pub status: DisputeStatus,
    /// How much of the charge is disputed.
    pub amount: ReportedAmount,
    /// The disputed charge.
    pub charge: ChargeId,
    /// The intent that the charge belongs to; none for charges without one.
    pub intent: Option<IntentId>,
    /// The bank's reason, as the provider's code.
    pub reason: Option<ErrorCode>,
    /// When it was opened.
    pub created: Timestamp,
    /// The deadline for submitting evidence.
    pub evidence_due: Option<Timestamp>,
}

/// The status of a dispute. A lost dispute may be appealed, and won in the end.
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
    /// Decided for the buyer: the money is not returned.
    Lost,
    /// It was lost and is being appealed: the money is withdrawn until the appeal is won.
    Appealed,
    /// It was prevented before it was opened: no money was withdrawn.
    Prevented,
    /// A status that this program does not know: it draws no conclusion from it.
    Unfamiliar,
}
