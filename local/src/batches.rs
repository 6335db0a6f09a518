//! The settings of an event source mapping: how a function receives the table's stream.

use std::time::Duration;

use crate::pattern::Pattern;

/// How a function receives the stream.
#[derive(Debug, Clone)]
pub struct Batches {
    /// The maximum number of records of one invocation.
    pub size: usize,
    /// A record is delivered when one of the filters matches, or when there are no filters.
    pub filters: Vec<Pattern>,
    /// The batching window: how long AWS collects records before it delivers a batch that is not
    /// full.
    pub gathering: Duration,
    /// Whether an invocation belongs to a tumbling window. In the local program a window has one
    /// invocation: its event names the shard, and its state is empty.
    pub windows: bool,
}
