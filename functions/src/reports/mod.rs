//! What came of all orders: statistics and reports, from counters.

pub mod order_stats;
pub mod sales_report;
mod scope;
mod view;
