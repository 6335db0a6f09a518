//! The result of a request that takes effect once, however often it is sent.

/// The outcome of a request, or of an earlier request with the same idempotency
/// key and body.
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
