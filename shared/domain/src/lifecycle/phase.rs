//! What statuses mean, in one vocabulary for all lifecycles.

/// What a status means, in one vocabulary for all lifecycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The guest has not confirmed yet.
    Unverified,
    /// Placed, waiting for the seller.
    Open,
    /// Taken on by the seller.
    Accepted,
    /// Being made.
    Working,
    /// Made, waiting to be handed over.
    Ready,
    /// On its way.
    InTransit,
    /// Over, with success.
    Done,
    /// Stopped by a person or by the system.
    Cancelled,
    /// Turned down by the seller.
    Rejected,
    /// Could not be carried out.
    Failed,
}

impl Phase {
    /// Every phase, in the order of an order's life.
    pub const ALL: [Self; 10] = [
        Self::Unverified,
        Self::Open,
        Self::Accepted,
        Self::Working,
        Self::Ready,
        Self::InTransit,
        Self::Done,
        Self::Cancelled,
        Self::Rejected,
        Self::Failed,
    ];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Working => "working",
            Self::Ready => "ready",
            Self::InTransit => "in_transit",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }

    /// Whether the order ended without being carried out.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Cancelled | Self::Rejected | Self::Failed)
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        self.is_stopped() || matches!(self, Self::Done)
    }
}
