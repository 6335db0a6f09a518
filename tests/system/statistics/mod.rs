//! Statistics count each change exactly once, and reconciliation finds differences.

mod counting;
mod reconciling;
mod recount;
mod stream;
