//! Docket's functions: each a Lambda of its own, all in one artifact.
//!
//! A handler only connects: it reads a request, asks the domain, commits what
//! was decided through the store, and answers.

mod app;
mod auth;
pub mod env;
mod events;
mod health;
pub mod http;
pub mod lambda;
mod members;
mod not_found;
mod openapi;
mod orders;
mod products;
pub mod registry;
mod schedules;
mod sellers;
mod vouchers;

pub use app::{App, SharedApp, customer_key};
pub use auth::Revocations;
pub use openapi::openapi;
