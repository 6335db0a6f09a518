//! Delivery: batches of orders, and the drivers who bring them.

pub mod cancel;
mod change;
pub mod complete;
pub mod create;
pub mod get;
pub mod list;
pub mod pick_up;
pub mod propose;
pub mod reassign;
pub mod sequence;
pub mod step;
pub mod view;
