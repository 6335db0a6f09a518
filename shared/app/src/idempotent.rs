//! The result of an idempotent request.

/// The outcome of a request, or of an earlier request with an equal idempotency key and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotent<T> {
    /// The current state of what the request made. A repeated request returns the current state,
    /// too.
    pub value: T,
    /// Whether an earlier request made it.
    pub replayed: bool,
}

impl<T> Idempotent<T> {
    /// The outcome of the first request.
    pub const fn now(value: T) -> Self {
        Self { value, replayed: false }
    }

    /// The outcome of a repeated request.
    pub const fn before(value: T) -> Self {
        Self { value, replayed: true }
    }
}
