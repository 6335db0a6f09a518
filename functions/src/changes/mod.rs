//! What changed lately of a seller's orders and batches.

pub mod list_changes;
