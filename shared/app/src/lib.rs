//! The use cases of Docket, one function for each.
//!
//! A use case checks rights, reads what the decision depends on, lets the domain decide, and
//! commits the decision through the store. It starts again when a concurrent change was faster, and
//! refuses with an [`AppError`]. It depends neither on HTTP nor on AWS, so that handlers, schedules
//! and stream readers call it alike.

mod app;
mod assemble;
pub mod auth;
mod calendar;
mod caller;
pub mod changes;
pub mod delivery;
mod each_due;
mod error;
pub mod events;
mod expected_version;
mod health;
mod idempotent;
pub mod keys;
pub mod me;
pub mod members;
pub mod messages;
pub mod names;
mod network_source;
pub mod notifications;
pub mod order_templates;
pub mod orders;
mod paging;
pub mod payments;
pub mod products;
mod push;
pub mod reconcile;
pub mod reports;
mod request;
pub mod retry;
mod rights;
mod rounding;
pub mod schedules;
pub mod sellers;
mod shown_seller;
mod step_time;
pub mod vouchers;

pub use app::{App, Failure, SharedApp, customer_key};
pub use assemble::{Adapters, NotGranted, Serves, assemble};
pub use calendar::Calendar;
pub use caller::{Caller, actor_seller};
pub use error::{AppError, Explanation, Fault, Faults, ProblemCode, Shortfall};
pub use expected_version::ExpectedVersion;
pub use health::table_round_trip;
pub use idempotent::Idempotent;
pub use network_source::NetworkSource;
pub use paging::{Cursors, Limit, PageRequest};
pub use push::Push;
pub use request::{IdempotencyKey, KeyOwner, Request};
pub use rights::Granted;
pub use shown_seller::shown_seller;
pub use step_time::StepTime;
