//! Docket's functions: each a Lambda of its own, all in one artifact, which
//! `docket-bootstrap` makes of them.
//!
//! A handler only connects: it reads a request, asks the domain, commits what
//! was decided through the store, and answers.

mod auth;
mod delivery;
mod events;
pub mod function;
mod health;
pub mod http;
mod keys;
mod me;
mod members;
mod messages;
pub mod not_found;
mod openapi;
mod orders;
mod products;
mod reconcile;
pub mod registry;
mod reports;
pub mod router;
mod schedules;
mod sellers;
mod templates;
mod vouchers;

pub use messages::texts::fits_one_segment;
pub use openapi::openapi;
