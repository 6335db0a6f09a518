//! What became of a write that was decided on a version.

/// What became of something that was decided on a version and saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Done,
    /// Somebody else changed it first: read and decide again.
    Stale,
}
