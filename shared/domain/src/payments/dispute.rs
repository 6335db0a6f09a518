use jiff::Timestamp;

use crate::{Amount, OneLine};

/// A dispute of a payment, as it was recorded last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The provider's id of it.
    pub id: OneLine<255>,
    /// Where it is.
    pub state: DisputeState,
    /// How much is disputed.
    pub amount: Amount,
    /// Until when the seller may answer it, while it is open.
    pub answer_by: Option<Timestamp>,
}

/// Where a dispute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeState {
    /// The bank has not decided.
    Open,
    /// The bank took the money back.
    Lost,
    /// It ended, and the money stays.
    Won,
}
