//! Reconciliation: checking that counters match the orders, and that stock matches both.
//!
//! A difference is reported only when two runs find it unchanged, because concurrent changes cause
//! temporary differences. Each run does a bounded part of the work and stores where the next one
//! continues.

mod counters;
mod report;
mod republish;
mod run;
mod stock;

pub use report::Report;
pub use republish::{Republish, republish};
pub use run::{RecountAll, reconcile, recount_all};
