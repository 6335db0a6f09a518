//! Delivery: batches of orders, and the drivers who deliver them.

pub mod access;
mod batch_driver;
mod change_batch;
mod create_batch;
mod drivers;
mod list_batches;
mod move_order;
mod propose_batches;
mod read_batch;
mod reassign_batch;
mod regroup_batch;

pub use change_batch::{ChangedBatch, change_batch};
pub use create_batch::{BatchDraft, CreatedBatch, create_batch};
pub(crate) use drivers::drivers;
pub use list_batches::{BatchFilter, ListedBatches, SelectedBatches, list_batches};
pub use move_order::{deliver_order, move_order};
pub use propose_batches::{Proposals, propose_batches};
pub use read_batch::{BatchWithOrders, read_batch};
pub use reassign_batch::reassign_batch;
pub use regroup_batch::regroup_batch;
