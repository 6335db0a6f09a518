//! The OpenAPI description of the API (`openapi.json`). Deployed functions do not need the code
//! that assembles it, so it is compiled only with the feature `describe`.

#[cfg(feature = "describe")]
mod document;
#[cfg(feature = "describe")]
mod examples;
#[cfg(feature = "describe")]
mod guides;
#[cfg(feature = "describe")]
mod links;
#[cfg(feature = "describe")]
mod nulls;
#[cfg(feature = "describe")]
mod operations;
#[cfg(feature = "describe")]
mod problem_codes;
#[cfg(feature = "describe")]
mod problems;
pub mod samples;
pub mod words;

#[cfg(feature = "describe")]
pub use document::openapi;
#[cfg(feature = "describe")]
pub use problem_codes::{Meaning, meaning};
