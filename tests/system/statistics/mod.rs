//! Statistics count each change exactly once, and reconciliation finds differences.

mod books;
mod counting;
mod reconciling;
mod stream;
