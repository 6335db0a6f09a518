//! The HTTP handlers and event handlers of Docket. Each function is deployed as a Lambda of its
//! own; `docket-bootstrap` builds all of them into one artifact.
//!
//! A handler translates: it reads a request or an event, calls one use case of `docket-app`, and
//! answers its result. It decides nothing about orders, stock or money.

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
