//! Sign-in with ID tokens of an external issuer: which are accepted, with which role, and refusals.

mod exchanging;
mod identities;
mod issuer;
mod keys;
mod once;
mod refusals;
mod signing;
mod world;
