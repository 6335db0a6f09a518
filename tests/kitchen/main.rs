//! The kitchen's doors of an order: accepting, rejecting, cancelling and
//! overriding, each with its whole answer.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod answers;
mod budgets;
mod cells;
mod estimates;
mod overriding;
mod races;
mod table;
mod world;
