//! Functions that a schedule invokes every minute.

pub mod check_deadlines;
pub mod cleanup_unverified_orders;
pub mod run_order_schedules;
