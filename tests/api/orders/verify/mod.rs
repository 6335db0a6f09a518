//! Confirming an order with its code, and the hold until then.

mod codes;
mod holds;
