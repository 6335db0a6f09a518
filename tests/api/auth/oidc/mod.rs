//! An external issuer: whom its ID tokens let in, as what, and what is refused.

mod exchanging;
mod identities;
mod issuer;
mod keys;
mod once;
mod refusals;
mod signing;
mod world;
