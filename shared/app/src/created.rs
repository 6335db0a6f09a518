//! The result of a request that creates something.

/// A created resource, made by this request or by an earlier one with the same
/// idempotency key and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created<T> {
    /// What there is now: a repeat answers its present state.
    pub value: T,
    /// Whether an earlier request added it.
    pub replayed: bool,
}

impl<T> Created<T> {
    /// This request added it.
    pub const fn now(value: T) -> Self {
        Self { value, replayed: false }
    }

    /// An earlier request added it.
    pub const fn before(value: T) -> Self {
        Self { value, replayed: true }
    }
}
