//! What runs by the clock.

mod order_templates;
mod sweep;

pub use order_templates::{Ordered, place_due_orders};
pub use sweep::Sweep;
