//! Proves that what is counted adds up with the orders that there are, and
//! stock with both.
//!
//! A difference counts when it stands unchanged in two runs, because what
//! happens meanwhile makes differences that pass. Each run does a bounded part
//! of the work and keeps where it goes on.

mod counters;
mod report;
mod republish;
mod run;
mod stock;

pub use report::Report;
pub use republish::{Republish, republish};
pub use run::{RecountAll, reconcile, recount_all};
