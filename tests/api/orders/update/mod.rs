//! Changing the lines and the terms of an order.

mod fields;
mod held;
mod money;
mod stock;
