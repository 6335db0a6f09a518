//! Errors of use cases, their explanations, and the faults of requests.

mod app_error;
mod code;
mod explain;
mod explanation;
mod fault;
mod faults;
mod refusals;
mod regrouping;
mod shortfall;

pub use app_error::AppError;
pub use code::ProblemCode;
pub use explanation::Explanation;
pub use fault::Fault;
pub use faults::Faults;
pub use shortfall::Shortfall;
