//! Cancelling, with the stock that comes back.

mod delete;
mod rule;
mod stock;
