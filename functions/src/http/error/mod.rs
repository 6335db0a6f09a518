//! Errors of the HTTP API, and their conversion into RFC 9457 problem responses.

mod answer;
mod api_error;
mod field_error;
mod more;
mod problem;
mod sentence;
mod shortfall;
mod status;

pub use api_error::ApiError;
pub use field_error::FieldError;
pub use problem::Problem;
pub use sentence::sentence;
pub use shortfall::Shortfall;
pub use status::status;
