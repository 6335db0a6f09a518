//! The errors of contacts.

use jiff::SignedDuration;

/// A text is not a valid e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a valid e-mail address, like ada@example.com")]
pub struct EmailError;

/// Why a code, or an order that needs one, is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendRefusal {
    /// The request came too soon after the last code, or a limit is used up.
    #[error("too many codes were requested; try again in {} seconds", seconds(*.retry_after))]
    TooMany {
        /// How long to wait before the next request.
        retry_after: SignedDuration,
    },
    /// The phone has too many open holds.
    #[error(
        "too many orders wait to be confirmed with a code; confirm one of them, or try again in {} \
         seconds",
        seconds(*.retry_after)
    )]
    TooManyHolds {
        /// How long until the next hold ends.
        retry_after: SignedDuration,
    },
}

/// Whole seconds, rounded up like the header `Retry-After`.
fn seconds(wait: SignedDuration) -> i64 {
    wait.as_secs().saturating_add(i64::from(wait.subsec_nanos() > 0))
}
