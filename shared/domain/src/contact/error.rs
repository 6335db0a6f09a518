use jiff::SignedDuration;

/// A text was refused as an e-mail address: nobody could be written to there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a valid e-mail address")]
pub struct EmailError;

/// A code, or an order that needs one, was refused to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendRefusal {
    /// Too soon after the last one, or too many lately.
    #[error("too many codes; try again later")]
    TooMany {
        /// When to try again.
        retry_after: SignedDuration,
    },
    /// Too many unverified orders at once.
    #[error("too many orders wait for their code; confirm one of them or let it lapse")]
    TooManyHolds {
        /// When the next one lapses.
        retry_after: SignedDuration,
    },
}
