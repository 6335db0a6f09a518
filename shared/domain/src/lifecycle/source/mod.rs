//! Reads the TOML file of a lifecycle and checks it.
//!
//! The build script runs this, so that an invalid lifecycle does not compile.

mod checks;
mod form;
mod read;
mod steps;

pub use form::{MoveSource, Source, StatusSource, StepsSource, TargetsSource};
pub use read::read;
