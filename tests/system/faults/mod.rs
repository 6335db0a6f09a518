//! The protocols with the fault thought through: lost answers, conflicts, a bus or
//! a database that is away.

mod conflicts;
mod history;
mod lost_answers;
mod messages;
mod publisher;
mod sending;
mod stream;
pub mod tours;
mod unavailable;
