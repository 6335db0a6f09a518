//! The history lines of an order. Each line has the version of the order to which its change led.

use jiff::Timestamp;

use super::ProblemKind;
use crate::{Amount, ChangeId, OrderId, Role, Status, Text};

/// One line of an order's history. A change may add several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The order's version after the change.
    pub version: u32,
    /// What happened.
    pub kind: EntryKind,
    /// The order's status after the change.
    pub status: &'static Status,
    /// When it happened.
    pub at: Timestamp,
    /// When it was recorded, if that was later than it happened.
    pub recorded_at: Option<Timestamp>,
    /// The role of the actor.
    pub role: Role,
    /// The actor's id within the role.
    pub actor: String,
    /// The note that the actor wrote.
    pub note: Option<Text<1000>>,
    /// The reason that the actor gave. Old lines have the reason as their note.
    pub reason: Option<Text<1000>>,
    /// The amount of money that the line is about.
    pub amount: Option<Amount>,
    /// The role on whose behalf an administrator acted, a buyer's or a seller's. Never the actor's
    /// own role.
    pub on_behalf_of_role: Option<Role>,
    /// The random id of the change.
    pub change: ChangeId,
}

/// The kind of a history line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The order was placed.
    Placed,
    /// The guest confirmed the order with a code.
    Verified,
    /// Somebody moved the order to another status.
    Moved,
    /// The order made an automatic transition.
    Automatic,
    /// The order was stopped: cancelled, rejected or failed.
    Stopped,
    /// An administrator overrode the status, past the lifecycle's rules.
    Overridden,
    /// The content of the order was changed.
    Updated,
    /// Money was received.
    Paid,
    /// A refund was requested.
    RefundRequested,
    /// A requested refund was withdrawn, because the order was revived before it started.
    RefundWithdrawn,
    /// Money is held for the order, and not captured.
    PaymentAuthorized,
    /// A hold of money was released.
    PaymentReleased,
    /// A hold of money that was not captured ends within a day.
    PaymentExpiring,
    /// The capture of held money failed.
    PaymentFailed,
    /// Money was refunded.
    RefundSettled,
    /// A refund failed, or the refunded money came back.
    RefundFailed,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A dispute ended. The amount of the line is what the bank took back.
    DisputeClosed,
    /// Nobody accepted the order in time, and an alert was raised.
    Escalated,
    /// The order was in its status for longer than its target.
    TargetMissed,
    /// A part of the order became that order. The amount is what was paid for the part.
    SplitInto(OrderId),
    /// The order was split off that order. The amount is what was paid for it there.
    SplitFrom(OrderId),
    /// That order was merged into this one. The amount is what was paid for that order.
    MergedFrom(OrderId),
    /// This order was merged into that order. The amount is what was paid for this one.
    MergedInto(OrderId),
    /// The seller moved the promised time.
    PromiseMoved(PromiseMove),
    /// The staff added an internal note.
    Noted,
    /// The driver reported a problem with the delivery.
    Problem(ProblemKind),
}

/// A move of the promised time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PromiseMove {
    /// The time that was promised before, if any was.
    pub from: Option<Timestamp>,
    /// The time that is promised now.
    pub to: Timestamp,
}

/// How the other order of a history line relates to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The other order is a part of this one.
    SplitInto,
    /// This order was a part of the other one.
    SplitFrom,
    /// The other order was merged into this one.
    MergedFrom,
    /// This order was merged into the other one.
    MergedInto,
}

/// The subject of a history line. Everything that depends on the kind of a line follows from the
/// one exhaustive match in [`EntryKind::subject`].
enum Subject {
    /// The status.
    Status,
    /// The status, and its relation to another order.
    Link(Link, OrderId),
    /// The promised time.
    Promise(PromiseMove),
    /// A problem that keeps the driver from delivering the order.
    Problem(ProblemKind),
    /// Any other subject: content, money, an alert or a note.
    Other,
}

impl EntryKind {
    const fn subject(self) -> Subject {
        match self {
            Self::Placed
            | Self::Verified
            | Self::Moved
            | Self::Automatic
            | Self::Stopped
            | Self::Overridden => Subject::Status,
            Self::SplitInto(other) => Subject::Link(Link::SplitInto, other),
            Self::SplitFrom(other) => Subject::Link(Link::SplitFrom, other),
            Self::MergedFrom(other) => Subject::Link(Link::MergedFrom, other),
            Self::MergedInto(other) => Subject::Link(Link::MergedInto, other),
            Self::PromiseMoved(moved) => Subject::Promise(moved),
            Self::Problem(kind) => Subject::Problem(kind),
            Self::Updated
            | Self::Paid
            | Self::RefundRequested
            | Self::RefundWithdrawn
            | Self::PaymentAuthorized
            | Self::PaymentReleased
            | Self::PaymentExpiring
            | Self::PaymentFailed
            | Self::RefundSettled
            | Self::RefundFailed
            | Self::DisputeOpened
            | Self::DisputeClosed
            | Self::Escalated
            | Self::TargetMissed
            | Self::Noted => Subject::Other,
        }
    }

    /// Whether the line is about the status, not about money or time.
    #[must_use]
    pub const fn is_status(self) -> bool {
        matches!(self.subject(), Subject::Status | Subject::Link(..))
    }

    /// The other order of the line, and how it relates to this one.
    #[must_use]
    pub const fn link(self) -> Option<(Link, OrderId)> {
        if let Subject::Link(link, other) = self.subject() { Some((link, other)) } else { None }
    }

    /// How the promised time was moved, if the line is about that.
    #[must_use]
    pub const fn promise(self) -> Option<PromiseMove> {
        if let Subject::Promise(moved) = self.subject() { Some(moved) } else { None }
    }

    /// The problem with the delivery, if the line is about one.
    #[must_use]
    pub const fn problem(self) -> Option<ProblemKind> {
        if let Subject::Problem(kind) = self.subject() { Some(kind) } else { None }
    }

    /// The other order of the line.
    #[must_use]
    pub fn other(self) -> Option<OrderId> {
        self.link().map(|(_, other)| other)
    }
}

impl Entry {
    /// Why it was done: the reason, or for a line that stopped the order the note when no reason
    /// was given.
    #[must_use]
    pub fn why(&self) -> Option<&Text<1000>> {
        let stops = self.kind.is_status() && self.status.phase.is_stopped();
        let stopped = self.note.as_ref().filter(|_| stops);
        self.reason.as_ref().or(stopped)
    }

    /// Whether the line is only about parts that staff alone sees: the order's priority and its
    /// internal notes.
    #[must_use]
    pub fn is_for_staff_alone(&self) -> bool {
        match self.kind {
            EntryKind::Updated => {
                let note = self.note.as_ref().map(Text::as_str);
                note.is_none_or(super::staff_parts::is_for_staff_alone)
            }
            EntryKind::Noted => true,
            EntryKind::Placed
            | EntryKind::Verified
            | EntryKind::Moved
            | EntryKind::Automatic
            | EntryKind::Stopped
            | EntryKind::Overridden
            | EntryKind::Paid
            | EntryKind::RefundRequested
            | EntryKind::RefundWithdrawn
            | EntryKind::PaymentAuthorized
            | EntryKind::PaymentReleased
            | EntryKind::PaymentExpiring
            | EntryKind::PaymentFailed
            | EntryKind::RefundSettled
            | EntryKind::RefundFailed
            | EntryKind::DisputeOpened
            | EntryKind::DisputeClosed
            | EntryKind::Escalated
            | EntryKind::TargetMissed
            | EntryKind::SplitInto(_)
            | EntryKind::SplitFrom(_)
            | EntryKind::MergedInto(_)
            | EntryKind::MergedFrom(_)
            | EntryKind::Problem(_)
            | EntryKind::PromiseMoved(_) => false,
        }
    }

    /// The text of the line: its note, or else its reason, or else the lifecycle's note.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        let why = self.reason.as_ref().map(Text::as_str);
        self.note.as_ref().map(Text::as_str).or(why).or_else(|| self.shown_note())
    }

    /// The note to show: the line's own, or else the lifecycle's.
    #[must_use]
    pub fn shown_note(&self) -> Option<&str> {
        let preset = match self.kind.subject() {
            Subject::Status if self.kind == EntryKind::Automatic => self.status.automatic_note,
            Subject::Status => self.status.note,
            Subject::Link(..) | Subject::Promise(_) | Subject::Problem(_) | Subject::Other => None,
        };
        self.note.as_ref().map(Text::as_str).or(preset)
    }
}
