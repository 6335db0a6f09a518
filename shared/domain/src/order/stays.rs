//! How long an order was in each of its statuses.

use jiff::Timestamp;

use super::Order;
use crate::Status;

/// A time that an order spent in one status.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// The status.
    pub status: &'static Status,
    /// When it came there.
    pub from: Timestamp,
    /// How long it stayed, in whole seconds; nothing while it is there.
    pub seconds: Option<u64>,
}

impl Order {
    /// Its stays, oldest first, as far as the history that is with it tells
    /// them: of a long one, those at whose end lines are kept beside it are
    /// left out.
    #[must_use]
    pub fn stays(&self) -> Vec<Stay> {
        let mut stays: Vec<Stay> = Vec::new();
        let mut version = 0;
        for entry in &self.timeline {
            let lines_are_missing = self.earlier > 0 && entry.version > version + 1;
            version = entry.version;
            // Nobody knows here when it left.
            stays.pop_if(|last| lines_are_missing && last.seconds.is_none());
            if !entry.kind.is_status() {
                continue;
            }
            match stays.last_mut().filter(|last| last.seconds.is_none()) {
                Some(last) if last.status == entry.status => continue,
                Some(last) => last.seconds = Some(seconds(last.from, entry.at)),
                None => {}
            }
            stays.push(Stay { status: entry.status, from: entry.at, seconds: None });
        }
        stays
    }
}

/// Whole seconds from one moment to a later one.
pub(crate) fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
