//! The code that confirms an order, and what is held until it comes.

mod codes;
mod holds;
