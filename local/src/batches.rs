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
    /// How long AWS lets records gather before it delivers fewer than the most.
    pub gathering: Duration,
    /// Whether an invocation belongs to a tumbling window. Here a window has one
    /// invocation: its event names the shard, and its state is empty.
    pub windows: bool,
}
