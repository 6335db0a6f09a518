//! Lifecycles: which statuses an order goes through, who may move it, and whether stopping it
//! returns its stock.
//!
//! A lifecycle is data: the build script checks `lifecycles/*.toml` and compiles the files into
//! static values.

mod definition;
mod diagram;
mod phase;
mod registry;
#[cfg(test)]
#[expect(dead_code, unused_imports, reason = "build.rs is the real user of this module")]
mod source;
mod status;
mod steps;
mod targets;
#[cfg(test)]
mod tests;

pub use definition::Lifecycle;
pub use phase::Phase;
pub use registry::LIFECYCLES;
pub(crate) use registry::known;
pub use status::{AWAITING_VERIFICATION, Move, Status};
pub use steps::Steps;
pub use targets::{Targets, Term, TermError};
