//! Statistics and sales reports. They are read from counters, which lag some seconds behind
//! the orders.

mod order_stats;
mod sales;
mod sales_report;
mod scope;

pub use order_stats::{OrderStats, PhaseCount, StatusCount, UsualTime, order_stats};
pub use sales::{ProductSales, Sales};
pub use sales_report::{PeriodSales, sales_by_period, sales_by_product};
pub use scope::{AskedDays, Scope};
