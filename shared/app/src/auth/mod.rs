//! Signing in, and what is revoked.

mod codes;
mod confirm_contact;
mod revocations;

pub use codes::{Guess, code};
pub use confirm_contact::confirm_contact;
pub use revocations::Revocations;
