//! How a seller's buyers pay through the payment provider.

use crate::OneLine;

/// How a seller's buyers pay through the payment provider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SellerPayments {
    /// When the money is taken; unless given, as the lifecycle says.
    pub capture: Option<CaptureTime>,
    /// The seller's own account with the provider, on which its orders are paid;
    /// without one, they are paid to the deployment's.
    pub account: Option<OneLine<255>>,
}

/// When money that a buyer pays is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureTime {
    /// It is held, and taken when the order is accepted.
    OnAccept,
    /// At once.
    Immediate,
}

impl CaptureTime {
    /// Both.
    pub const ALL: [Self; 2] = [Self::OnAccept, Self::Immediate];

    /// The name in requests, answers and items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnAccept => "on_accept",
            Self::Immediate => "immediate",
        }
    }
}
