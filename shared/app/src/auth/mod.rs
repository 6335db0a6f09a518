//! Signing in, and what is revoked.

mod revocations;

pub use revocations::Revocations;
