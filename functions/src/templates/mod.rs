//! Routes of order templates: saved orders that a person places again, or that a schedule places.
//!
//! Placing the orders of schedules is the task of the function run-order-schedules.

pub mod create_template;
pub mod delete_template;
pub mod get_template;
pub mod list_templates;
pub mod order_from_template;
mod request;
pub mod update_template;
mod view;
