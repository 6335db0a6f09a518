//! Use cases that schedules run every minute.

mod cancel_unverified_orders;
mod check_deadlines;
mod order_templates;
mod sweep;

pub use cancel_unverified_orders::cancel_unverified_orders;
pub use check_deadlines::check_deadlines;
pub use order_templates::{Ordered, place_due_orders};
