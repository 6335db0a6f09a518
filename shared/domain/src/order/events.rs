//! The events of an order, derived from its history lines.
//!
//! An event's id depends only on the order, the version and the position of its line, so repeated
//! publishing yields equal ids.

use super::{Entry, EntryKind, Order, PromiseMove};
use crate::{OrderId, Status};

/// Something that happened to an order, to be published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderEvent<'a> {
    /// The order after the event's change, or after a later one.
    pub order: &'a Order,
    /// The history line of the event.
    pub entry: &'a Entry,
    /// The position of the line among the lines of its version, from 0.
    pub ordinal: usize,
    /// The status before. `None` only for the first line of a history.
    pub previous: Option<&'static Status>,
}

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderEventKind {
    /// The order was placed.
    Placed,
    /// The guest confirmed the order.
    Verified,
    /// The order moved to another status.
    StatusChanged,
    /// The order was stopped: cancelled, rejected or failed.
    Stopped,
    /// The content of the order was changed, or a note or a problem was added.
    Updated,
    /// Money was received.
    Paid,
    /// A refund was requested.
    RefundRequested,
    /// A requested refund was withdrawn.
    RefundWithdrawn,
    /// Money is held for the order.
    PaymentAuthorized,
    /// A hold of money was released.
    PaymentReleased,
    /// A hold of money ends within a day.
    PaymentExpiring,
    /// The capture of held money failed.
    PaymentFailed,
    /// Money was refunded.
    RefundSettled,
    /// A refund failed, or the refunded money came back.
    RefundFailed,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A dispute ended.
    DisputeClosed,
    /// Nobody accepted the order in time.
    Escalated,
    /// The order was in its status for longer than its target.
    TargetMissed,
    /// A part of the order became that order.
    SplitInto(OrderId),
    /// The order was split off that order.
    SplitFrom(OrderId),
    /// That order was merged into this one.
    MergedFrom(OrderId),
    /// This order was merged into that order.
    MergedInto(OrderId),
    /// The promised time was moved.
    PromiseMoved(PromiseMove),
}

impl Order {
    /// The events of all changes after `version`, oldest first. 0 gives all events, if the whole
    /// history is loaded.
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
    /// The kind of the event.
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

    /// The event's id: order id, version and ordinal. Publishing again yields an equal id.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}:{}", self.order.id, self.entry.version, self.ordinal)
    }
}
