//! What hostile guests cost: codes by phone, by address and in all, and stock that they hold.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod deployment;

mod budgets;
mod shares;
