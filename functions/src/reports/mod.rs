//! What came of all orders: statistics and reports, from counters.

pub mod sales;
mod scope;
pub mod stats;
