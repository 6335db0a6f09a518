//! Routes of statistics and sales reports.
//!
//! All figures come from counters that the function update-statistics keeps, never from orders, so
//! they can be some seconds behind.

pub mod order_stats;
pub mod sales_report;
mod scope;
mod view;
