//! What the API says of itself. A function serves its routes without it, so that what puts the description together is
//! not part of what is deployed: the feature `describe` has it.

#[cfg(feature = "describe")]
mod document;
#[cfg(feature = "describe")]
mod examples;
#[cfg(feature = "describe")]
mod links;
#[cfg(feature = "describe")]
mod nulls;
#[cfg(feature = "describe")]
mod operations;
#[cfg(feature = "describe")]
mod problems;
pub mod samples;
pub mod words;

#[cfg(feature = "describe")]
pub use document::openapi;
