//! Batches: who puts them together, who drives them, and that they and their
//! orders change together.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod batches;
mod contact;
mod costs;
mod days;
mod driving;
mod large;
mod leading_on;
mod other_words;
mod proposing;
mod races;
mod seeing;
mod world;
