//! Fault tests: lost responses, conflicts, and an event bus or a database that is unavailable.

mod conflicts;
mod history;
mod lost_answers;
mod messages;
mod publisher;
mod sending;
mod stream;
pub mod tours;
mod unavailable;
