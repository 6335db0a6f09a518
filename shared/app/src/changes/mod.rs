//! Recent changes of a seller's orders and batches.

mod list_changes;

pub use list_changes::{ListedChanges, list_changes};
