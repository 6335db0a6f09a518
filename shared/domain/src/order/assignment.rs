use crate::{BatchId, MemberId};

/// An order's place in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The batch.
    pub batch: BatchId,
    /// Its driver.
    pub driver: Option<MemberId>,
    /// The order's place in the batch, from 1.
    pub sequence: u32,
}
