//! How the table's stream is handed to a function, by its event source mapping.

use std::time::Duration;

use crate::pattern::Pattern;

/// What a function gets of the stream.
#[derive(Debug, Clone)]
pub struct Batches {
    /// The most records of one invocation.
    pub size: usize,
    /// A record is delivered when one of them matches, or none is given.
    pub filters: Vec<Pattern>,
    /// How long records gather before a batch of less than the most is
    /// delivered; here a quarter of a second at most.
    pub gathering: Duration,
    /// Whether an invocation is part of a tumbling window. None lasts here:
    /// each is told its shard, and that nothing was kept for it.
    pub windows: bool,
}
