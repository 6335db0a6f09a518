//! Docket's functions: each a Lambda of its own, all in one artifact.
//!
//! A handler only connects: it reads a request, asks the domain, commits what
//! was decided through the store, and answers.

mod auth;
mod delivery;
mod env;
mod events;
pub mod function;
mod health;
mod heartbeat;
pub mod http;
mod keys;
pub mod lambda;
mod me;
mod members;
mod messages;
mod not_found;
mod openapi;
mod orders;
mod products;
mod reconcile;
pub mod registry;
mod reports;
pub mod router;
mod schedules;
mod sellers;
pub mod telemetry;
mod templates;
mod vouchers;

pub use messages::texts::fits_one_segment;
pub use openapi::openapi;
