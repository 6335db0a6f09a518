//! Signing in, and what is revoked.

mod codes;
mod revocations;

pub use codes::{Guess, code};
pub use revocations::Revocations;
