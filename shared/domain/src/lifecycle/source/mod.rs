//! A lifecycle as it stands in its TOML file, and the checks it must pass.
//!
//! `build.rs` runs this, so that a wrong lifecycle does not compile.

mod checks;
mod form;
mod read;
mod steps;

pub use form::{MoveSource, Source, StatusSource, StepsSource, TargetsSource};
pub use read::read;
