//! An external issuer: whom its ID tokens let in, as what, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod exchanging;
mod identities;
mod issuer;
mod keys;
mod once;
mod refusals;
mod signing;
mod world;
