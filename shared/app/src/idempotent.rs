//! The result of a request that takes effect once, however often it is sent.

/// What a request did, or an earlier one with the same idempotency key and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotent<T> {
    /// What there is now: a repeat answers its present state.
    pub value: T,
    /// Whether an earlier request did it.
    pub replayed: bool,
}

impl<T> Idempotent<T> {
    /// This request did it.
    pub const fn now(value: T) -> Self {
        Self { value, replayed: false }
    }

    /// An earlier request did it.
    pub const fn before(value: T) -> Self {
        Self { value, replayed: true }
    }
}
