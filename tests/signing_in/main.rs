//! Signing in that strangers cannot block: challenges, known devices, halves,
//! back-off, and what codes cost under attack.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../limits/deployment.rs"]
mod deployment;
mod world;

mod backing_off;
mod costs;
mod devices;
mod hostile_hour;
mod resending;
mod strangers;
