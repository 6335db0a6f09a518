use super::{Entry, EntryKind, Order};
use crate::Status;

/// Something that happened to an order, for others to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderEvent<'a> {
    /// The order, as it was after the change that the event belongs to or a
    /// later one.
    pub order: &'a Order,
    /// The history line that it tells of.
    pub entry: &'a Entry,
    /// Its place among the lines of the same change, from 0.
    pub ordinal: usize,
    /// The status before, if there was one.
    pub previous: Option<&'static Status>,
}

impl Order {
    /// The events of all changes after `version`, in their order; 0 gives all,
    /// if the whole history is there.
    pub fn events_after(&self, version: u32) -> impl Iterator<Item = OrderEvent<'_>> {
        let ordinal = |at: usize| {
            let before = &self.timeline[..at];
            before.iter().rev().take_while(|it| it.version == self.timeline[at].version).count()
        };
        self.timeline.iter().enumerate().filter(move |(_, entry)| entry.version > version).map(
            move |(at, entry)| OrderEvent {
                order: self,
                entry,
                ordinal: ordinal(at),
                previous: at.checked_sub(1).map(|before| self.timeline[before].status),
            },
        )
    }
}

impl OrderEvent<'_> {
    /// The type's name on the bus.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.entry.kind {
            EntryKind::Placed => "OrderPlaced",
            EntryKind::Verified => "OrderVerified",
            EntryKind::Stopped => "OrderCancelled",
            EntryKind::Overridden if self.entry.status.phase.is_stopped() => "OrderCancelled",
            EntryKind::Moved | EntryKind::Automatic | EntryKind::Overridden => "OrderStatusChanged",
            EntryKind::Updated => "OrderUpdated",
            EntryKind::Paid => "PaymentRecorded",
            EntryKind::RefundRequested => "RefundRequested",
            EntryKind::RefundWithdrawn => "RefundWithdrawn",
            EntryKind::Escalated => "OrderEscalated",
            EntryKind::TargetMissed => "SlaBreached",
            EntryKind::SplitInto(_) | EntryKind::SplitFrom(_) => "OrderSplit",
            EntryKind::MergedFrom(_) | EntryKind::MergedInto(_) => "OrdersMerged",
        }
    }

    /// Order id, version and ordinal: the same for every repeat.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}:{}", self.order.id, self.entry.version, self.ordinal)
    }
}
