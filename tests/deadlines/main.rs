//! Orders that should be accepted and moved on by some time, and what happens
//! when they are not.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accepting;
mod costs;
mod lists;
mod races;
mod running;
mod settings;
mod targets;
mod world;
