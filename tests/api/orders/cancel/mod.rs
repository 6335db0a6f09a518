//! Cancelling orders: who may do it, and how the stock is returned.

mod delete;
mod rule;
mod stock;
