//! HTTP handlers for delivery: batches of orders that a driver delivers in one tour, and the
//! delivery steps that drivers report.
//!
//! The rules are in `docket_domain::Batch`; the handlers only read requests and write responses.

pub mod cancel_batch;
pub mod complete_batch;
pub mod create_batch;
pub mod get_batch;
pub mod list_batches;
pub mod pick_up_batch;
pub mod propose_batches;
pub mod reassign_batch;
pub mod regroup_batch;
pub mod report_problem;
pub mod sequence_batch;
mod step_time;
pub mod update_delivery_status;
pub mod view;
