use jiff::SignedDuration;

/// A text was refused as an e-mail address: nobody could be written to there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a valid e-mail address, like ada@example.com")]
pub struct EmailError;

/// A code, or an order that needs one, was refused to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendRefusal {
    /// Too soon after the last one, or too many lately.
    #[error("too many codes were requested; try again in {} seconds", seconds(*.retry_after))]
    TooMany {
        /// When to try again.
        retry_after: SignedDuration,
    },
    /// Too many unverified orders at once.
    #[error(
        "too many orders wait to be confirmed with a code; confirm one of them, or try again in {} \
         seconds",
        seconds(*.retry_after)
    )]
    TooManyHolds {
        /// When the next one lapses.
        retry_after: SignedDuration,
    },
}

/// Whole seconds, rounded up as the header `Retry-After` is.
fn seconds(wait: SignedDuration) -> i64 {
    wait.as_secs().saturating_add(i64::from(wait.subsec_nanos() > 0))
}
