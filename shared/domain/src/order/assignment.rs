//! The assignment of an order to a batch.

use crate::{BatchId, MemberId};

/// The assignment of an order to a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The batch.
    pub batch: BatchId,
    /// The driver of the batch.
    pub driver: Option<MemberId>,
    /// The order's position in the delivery sequence, from 1.
    pub sequence: u32,
}
