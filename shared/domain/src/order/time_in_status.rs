//! How long an order was in each of its statuses.

use jiff::Timestamp;

use super::Order;
use crate::Status;

/// A time that an order spent in one status.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeInStatus {
    /// The status.
    pub status: &'static Status,
    /// When the order entered the status.
    pub from: Timestamp,
    /// How long the order was in the status, in whole seconds; `None` while it still is.
    pub seconds: Option<u64>,
}

impl Order {
    /// The times that the order spent in its statuses, oldest first, as far as the loaded history
    /// shows them. A time whose end is in an archived history line is left out.
    #[must_use]
    pub fn times_in_status(&self) -> Vec<TimeInStatus> {
        let mut times: Vec<TimeInStatus> = Vec::new();
        let mut version = 0;
        for entry in &self.timeline {
            let lines_are_missing = self.earlier > 0 && entry.version > version + 1;
            version = entry.version;
            // The line that ended the last time is archived.
            times.pop_if(|last| lines_are_missing && last.seconds.is_none());
            if !entry.kind.is_status() {
                continue;
            }
            match times.last_mut().filter(|last| last.seconds.is_none()) {
                Some(last) if last.status == entry.status => continue,
                Some(last) => last.seconds = Some(seconds(last.from, entry.at)),
                None => {}
            }
            times.push(TimeInStatus { status: entry.status, from: entry.at, seconds: None });
        }
        times
    }
}

/// Whole seconds from one moment to a later one.
pub(crate) fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
