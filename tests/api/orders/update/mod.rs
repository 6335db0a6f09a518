//! Changing the lines and other fields of an order.

mod fields;
mod held;
mod money;
mod stock;
