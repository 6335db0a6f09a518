//! Phases: what statuses mean, in one vocabulary for all lifecycles.

/// The phase of a status: what it means, in one vocabulary for all lifecycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The guest has not confirmed the order yet.
    Unverified,
    /// The order waits for the seller to accept it.
    Open,
    /// The seller accepted the order.
    Accepted,
    /// The order is being prepared.
    Working,
    /// The order is prepared and waits to be handed over.
    Ready,
    /// The order is on its way to the buyer.
    InTransit,
    /// The order ended successfully.
    Done,
    /// A person or the system cancelled the order.
    Cancelled,
    /// The order was rejected before anybody accepted it.
    Rejected,
    /// The order could not be fulfilled.
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

    /// The name in requests and responses.
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

    /// Whether the order ended without being fulfilled.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Cancelled | Self::Rejected | Self::Failed)
    }

    /// Whether the order has ended.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        self.is_stopped() || matches!(self, Self::Done)
    }
}
