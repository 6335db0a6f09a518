//! Signing in, and what is revoked.

mod revocations;
mod session;

pub use revocations::Revocations;
pub use session::{Bearer, Proven, Session};
