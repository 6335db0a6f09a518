//! HTTP handlers for the change feed: which of a seller's orders and batches changed recently.

pub mod list_changes;
