//! Long histories: which history lines an order keeps, and which are archived beside it.
//!
//! An order keeps at most [`MAX_TIMELINE`] lines, so that its item remains small. It always keeps
//! the lines from which its state is derived.

use std::collections::BTreeSet;

use super::{Entry, Order};
use crate::Status;

/// The most history lines that an order keeps.
pub const MAX_TIMELINE: usize = 40;
/// The most of the newest lines that an order keeps when older lines are archived. All lines of the
/// newest version are always kept.
const NEWEST: usize = 20;

impl Order {
    /// Removes the older lines from a timeline that has grown too long and returns them, to be
    /// archived. The lines of one version are kept or archived together. The order always keeps
    /// the lines from which its state is derived: the first line in each status, the line that
    /// entered the present status, the line that stopped the order, and the last line before that.
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
        let is_kept = |entry: &Entry, newest: u32| {
            entry.version >= newest || landmarks.contains(&entry.version)
        };
        // Fewer of the newest lines are kept when the landmarks have many lines.
        let fits = |newest: &u32| {
            let kept = self.timeline.iter().filter(|entry| is_kept(entry, *newest));
            kept.count() <= MAX_TIMELINE
        };
        let newest = &self.timeline[self.timeline.len() - NEWEST..];
        let newest = newest.iter().map(|entry| entry.version).find(fits).unwrap_or(self.version);
        let (kept, archived): (Vec<_>, Vec<_>) = std::mem::take(&mut self.0.timeline)
            .into_iter()
            .partition(|entry| is_kept(entry, newest));
        self.0.timeline = kept;
        // No history has that many lines.
        self.0.earlier =
            self.earlier.saturating_add(u32::try_from(archived.len()).unwrap_or(u32::MAX));
        archived
    }

    /// The order with its whole history, where `beside` are the archived lines; `None` when lines
    /// are missing. `beside` may also contain lines that the order still has, and lines that are
    /// newer than this version of the order: both are ignored.
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
