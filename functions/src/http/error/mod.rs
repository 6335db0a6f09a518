//! Everything that can go wrong, and the one place where it becomes an answer.

mod answer;
mod api_error;
mod field_error;
mod more;
mod problem;
mod shortfall;

pub use answer::status;
pub use api_error::ApiError;
pub use field_error::FieldError;
pub use problem::Problem;
pub use shortfall::Shortfall;
