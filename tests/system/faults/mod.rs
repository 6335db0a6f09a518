//! Fault tests: lost responses, conflicts, and an event bus or a database that is unavailable.

mod conflicts;
pub mod delivery_batches;
mod history;
mod lost_answers;
mod messages;
mod publisher;
mod sending;
mod stream;
mod unavailable;
