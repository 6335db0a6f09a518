use super::{Entry, EntryKind, Order, PromiseMove};
use crate::{OrderId, Status};

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
    /// The status before. Only the first line of a history has none.
    pub previous: Option<&'static Status>,
}

/// What an event tells of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderEventKind {
    /// It was placed.
    Placed,
    /// Its guest confirmed it.
    Verified,
    /// It moved to another status.
    StatusChanged,
    /// It was stopped: cancelled, rejected or failed.
    Stopped,
    /// What it says was changed.
    Updated,
    /// Money was received.
    Paid,
    /// Money is to be given back.
    RefundRequested,
    /// Money that was to be given back is not.
    RefundWithdrawn,
    /// Money is held for it.
    PaymentAuthorized,
    /// Money was held for it, and is held no longer.
    PaymentReleased,
    /// What is held for it ends within a day.
    PaymentExpiring,
    /// What was held could not be taken.
    PaymentFailed,
    /// Money was given back.
    RefundSettled,
    /// Money could not be given back, or came back.
    RefundFailed,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A dispute ended.
    DisputeClosed,
    /// Nobody accepted it in time.
    Escalated,
    /// It stayed in its status for longer than it should.
    TargetMissed,
    /// A part of it became that order.
    SplitInto(OrderId),
    /// It began as a part of that order.
    SplitFrom(OrderId),
    /// That order came into it.
    MergedFrom(OrderId),
    /// It went into that order.
    MergedInto(OrderId),
    /// It is expected at another time than was promised.
    PromiseMoved(PromiseMove),
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
    /// What it tells of the order.
    #[must_use]
    pub const fn kind(&self) -> OrderEventKind {
        match self.entry.kind {
            EntryKind::Placed => OrderEventKind::Placed,
            EntryKind::Verified => OrderEventKind::Verified,
            EntryKind::Stopped => OrderEventKind::Stopped,
            EntryKind::Overridden if self.entry.status.phase.is_stopped() => {
                OrderEventKind::Stopped
            }
            EntryKind::Moved | EntryKind::Automatic | EntryKind::Overridden => {
                OrderEventKind::StatusChanged
            }
            EntryKind::Updated | EntryKind::Noted | EntryKind::Problem(_) => {
                OrderEventKind::Updated
            }
            EntryKind::Paid => OrderEventKind::Paid,
            EntryKind::RefundRequested => OrderEventKind::RefundRequested,
            EntryKind::RefundWithdrawn => OrderEventKind::RefundWithdrawn,
            EntryKind::PaymentAuthorized => OrderEventKind::PaymentAuthorized,
            EntryKind::PaymentReleased => OrderEventKind::PaymentReleased,
            EntryKind::PaymentExpiring => OrderEventKind::PaymentExpiring,
            EntryKind::PaymentFailed => OrderEventKind::PaymentFailed,
            EntryKind::RefundSettled => OrderEventKind::RefundSettled,
            EntryKind::RefundFailed => OrderEventKind::RefundFailed,
            EntryKind::DisputeOpened => OrderEventKind::DisputeOpened,
            EntryKind::DisputeClosed => OrderEventKind::DisputeClosed,
            EntryKind::Escalated => OrderEventKind::Escalated,
            EntryKind::TargetMissed => OrderEventKind::TargetMissed,
            EntryKind::SplitInto(other) => OrderEventKind::SplitInto(other),
            EntryKind::SplitFrom(other) => OrderEventKind::SplitFrom(other),
            EntryKind::MergedFrom(other) => OrderEventKind::MergedFrom(other),
            EntryKind::MergedInto(other) => OrderEventKind::MergedInto(other),
            EntryKind::PromiseMoved(moved) => OrderEventKind::PromiseMoved(moved),
        }
    }

    /// Order id, version and ordinal: the same for every repeat.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}:{}", self.order.id, self.entry.version, self.ordinal)
    }
}
