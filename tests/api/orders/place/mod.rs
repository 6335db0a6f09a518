//! A cart is placed whole or not at all, and once.

mod carts;
mod language;
mod placing;
mod refusals;
mod repeats;
mod shares;
