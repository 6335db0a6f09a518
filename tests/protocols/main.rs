//! The protocols with the crash thought through: codes, holds, events, lost answers, `kill -9`.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod faults;
mod people;
mod program;

mod codes;
mod conflicts;
mod holds;
mod kill;
mod kill_tours;
mod lost_answers;
mod messages;
mod publisher;
mod races;
mod sending;
mod starting;
mod storm;
mod stream;
mod tours;
mod unavailable;
