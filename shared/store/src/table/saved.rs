//! The outcome of a write under an optimistic lock.

/// The outcome of a write under an optimistic lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It was saved.
    Done,
    /// A concurrent change was faster. The caller must read and decide again.
    Stale,
}
