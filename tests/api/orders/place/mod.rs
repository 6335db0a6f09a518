//! Placing orders: a cart is placed completely or not at all, and once per idempotency key.

mod carts;
mod language;
mod placing;
mod refusals;
mod repeats;
mod shares;
