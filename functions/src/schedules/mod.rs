//! What runs by the clock.

pub mod cleanup;
pub mod deadlines;
mod sweep;
pub mod templates;
