//! A long history: which of its lines stay with the order, and which are kept
//! beside it.

use std::collections::BTreeSet;

use super::{Entry, Order};
use crate::Status;

/// The most lines of its history that an order keeps with it.
pub const MAX_TIMELINE: usize = 40;
/// How many of the newest stay at most when older ones leave. All lines of the
/// newest version are always there.
const NEWEST: usize = 20;

impl Order {
    /// Takes the older lines out of a timeline that has grown too long; the
    /// lines of one version stay together. What an order is read by never
    /// leaves: its first line in each status, the one with which it came into
    /// the present one, the one that stopped it, and the last one before that.
    pub(super) fn shed_history(&mut self) -> Vec<Entry> {
        if self.timeline.len() <= MAX_TIMELINE {
            return Vec::new();
        }
        let first = |status: &Status| self.timeline.iter().find(|entry| entry.status == status);
        let landmarks: BTreeSet<u32> = self
            .lifecycle
            .statuses
            .iter()
            .filter_map(first)
            .chain(self.cancellation())
            .chain(self.last_alive())
            .chain(self.entered())
            .map(|entry| entry.version)
            .collect();
        let stays = |entry: &Entry, newest: u32| {
            entry.version >= newest || landmarks.contains(&entry.version)
        };
        // Fewer of the newest stay where the others have many lines.
        let fits = |newest: &u32| {
            let staying = self.timeline.iter().filter(|entry| stays(entry, *newest));
            staying.count() <= MAX_TIMELINE
        };
        let newest = &self.timeline[self.timeline.len() - NEWEST..];
        let newest = newest.iter().map(|entry| entry.version).find(fits).unwrap_or(self.version);
        let (stay, leave): (Vec<_>, Vec<_>) = std::mem::take(&mut self.0.timeline)
            .into_iter()
            .partition(|entry| stays(entry, newest));
        self.0.timeline = stay;
        // A history is far shorter than that.
        self.0.earlier =
            self.earlier.saturating_add(u32::try_from(leave.len()).unwrap_or(u32::MAX));
        leave
    }

    /// The order with its whole history, of which `beside` is what was kept
    /// beside it; nothing when that is not all. What left it later than the
    /// order was read, and what it still has, may be among it.
    #[must_use]
    pub fn with_history(mut self, beside: Vec<Entry>) -> Option<Self> {
        let here: BTreeSet<u32> = self.timeline.iter().map(|entry| entry.version).collect();
        let version = self.version;
        let missing = |it: &Entry| it.version <= version && !here.contains(&it.version);
        let before = self.timeline.len();
        self.0.timeline.extend(beside.into_iter().filter(missing));
        let found = self.timeline.len() - before;
        self.0.timeline.sort_by_key(|entry| entry.version);
        let complete = usize::try_from(self.earlier) == Ok(found);
        self.0.earlier = 0;
        complete.then_some(self)
    }
}
