//! Disputes: a buyer's bank takes back, or may take back, the money of a payment.

use jiff::Timestamp;

use crate::{Amount, OneLine};

/// The last recorded state of a dispute of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The provider's id of the dispute.
    pub id: OneLine<255>,
    /// The state.
    pub state: DisputeState,
    /// The disputed amount.
    pub amount: Amount,
    /// Until when the seller may answer the dispute, while it is open.
    pub answer_by: Option<Timestamp>,
}

/// The state of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeState {
    /// The bank has not decided.
    Open,
    /// The bank took the money back.
    Lost,
    /// The dispute ended, and the seller keeps the money.
    Won,
}
