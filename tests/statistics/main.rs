//! Counters, and what is told by them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, in helpers too"
)]

mod books;
mod counting;
mod days;
mod figures;
mod large;
mod reconciling;
mod reports;
mod stream;
