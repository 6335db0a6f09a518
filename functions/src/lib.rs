//! Docket's functions: each a Lambda of its own, all in one artifact, which
//! `docket-bootstrap` makes of them.
//!
//! A handler only connects: it reads a request, calls a use case of
//! `docket-app`, and answers what came of it.

mod auth;
mod changes;
mod delivery;
mod events;
pub mod function;
mod get_health;
pub mod http;
mod keys;
mod lifecycles;
mod me;
mod members;
pub mod not_found;
mod notifications;
mod openapi;
mod orders;
mod payments;
mod products;
mod reconcile;
pub mod registry;
mod reports;
pub mod router;
mod schedules;
mod sellers;
mod templates;
mod vouchers;

#[cfg(feature = "describe")]
pub use http::problem_status;
#[cfg(feature = "describe")]
pub use openapi::{Meaning, meaning, openapi};
