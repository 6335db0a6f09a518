//! Templates, and the orders that they place by themselves.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod clocks;
mod keeping;
mod limits;
mod ordering;
mod refusing;
mod running;
mod vouchers;
mod world;
mod year;
