//! What runs by the clock.

pub mod check_deadlines;
pub mod cleanup_unverified_orders;
pub mod run_order_schedules;
