//! The system through its HTTP door, on the embedded engine, with the clock
//! moved and never slept.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod budgets;
mod guest_story;
mod money;
mod sessions;
mod vouchers;
