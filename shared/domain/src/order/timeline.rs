//! The lines of an order's history.

use jiff::Timestamp;

use super::ProblemKind;
use crate::{Amount, ChangeId, OrderId, Role, Status, Text};

/// One line of an order's history. A change may leave several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The order's version after the change.
    pub version: u32,
    /// What happened.
    pub kind: EntryKind,
    /// The status from then on.
    pub status: &'static Status,
    /// When.
    pub at: Timestamp,
    /// When it was recorded, if that was later.
    pub recorded_at: Option<Timestamp>,
    /// What the one who did it is.
    pub role: Role,
    /// Who did it, within the role.
    pub actor: String,
    /// What they wrote.
    pub note: Option<Text<1000>>,
    /// Why they did it, as they say. Lines of before have it as the note.
    pub reason: Option<Text<1000>>,
    /// How much money it is about.
    pub amount: Option<Amount>,
    /// For whom it was done, if not for the one who did it: an administrator
    /// acts for a buyer or a seller. Never what the actor is.
    pub for_whom: Option<Role>,
    /// The name of the change.
    pub change: ChangeId,
}

/// What a history line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The order was placed.
    Placed,
    /// The guest's code was confirmed.
    Verified,
    /// Somebody moved it on.
    Moved,
    /// It moved on by itself.
    Automatic,
    /// It was stopped: cancelled, rejected or failed.
    Stopped,
    /// An administrator put it there, past the lifecycle's rules.
    Overridden,
    /// What it says was changed.
    Updated,
    /// Money was received.
    Paid,
    /// Money is to be given back.
    RefundRequested,
    /// Money that was to be given back is not, as the order was revived first.
    RefundWithdrawn,
    /// Money is held for it, and was not taken.
    PaymentAuthorized,
    /// Money was held for it, and is held no longer.
    PaymentReleased,
    /// What is held for it ends within a day, and was not taken.
    PaymentExpiring,
    /// What was held could not be taken.
    PaymentFailed,
    /// Money was given back.
    RefundSettled,
    /// Money could not be given back, or it was and came back.
    RefundFailed,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A dispute ended; the amount is what the bank took back.
    DisputeClosed,
    /// Nobody accepted it in time, and somebody was alerted.
    Escalated,
    /// It stayed in its status for longer than it should.
    TargetMissed,
    /// A part of it became that order, with the amount that was paid for it.
    SplitInto(OrderId),
    /// It began as a part of that order, with the amount paid for it there.
    SplitFrom(OrderId),
    /// That order came into it, with the amount that was paid for it.
    MergedFrom(OrderId),
    /// It went into that order, with the amount that was paid for it.
    MergedInto(OrderId),
    /// The seller expects it at another time than was promised.
    PromiseMoved(PromiseMove),
    /// The staff wrote something down for itself.
    Noted,
    /// Its driver could not deliver it, and says why.
    Problem(ProblemKind),
}

/// A promised time that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PromiseMove {
    /// What was promised before, if anything was.
    pub from: Option<Timestamp>,
    /// What is promised now.
    pub to: Timestamp,
}

/// What the other order is that a history line tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A part of this one.
    SplitInto,
    /// What this one was a part of.
    SplitFrom,
    /// It came into this one.
    MergedFrom,
    /// This one went into it.
    MergedInto,
}

/// What a history line is about. Everything that depends on the kind of a line
/// follows from this one list of all kinds.
enum Subject {
    /// The status.
    Status,
    /// The status, and another order.
    Link(Link, OrderId),
    /// The promised time.
    Promise(PromiseMove),
    /// What keeps the driver from delivering it.
    Problem(ProblemKind),
    /// Something else: content, money, an alert or a note.
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

    /// The other order that the line tells of, and what it is to this one.
    #[must_use]
    pub const fn link(self) -> Option<(Link, OrderId)> {
        if let Subject::Link(link, other) = self.subject() { Some((link, other)) } else { None }
    }

    /// How the promised time was moved, if that is what the line tells of.
    #[must_use]
    pub const fn promise(self) -> Option<PromiseMove> {
        if let Subject::Promise(moved) = self.subject() { Some(moved) } else { None }
    }

    /// What kept the driver from delivering it, if that is what the line tells of.
    #[must_use]
    pub const fn problem(self) -> Option<ProblemKind> {
        if let Subject::Problem(kind) = self.subject() { Some(kind) } else { None }
    }

    /// The other order that the line tells of.
    #[must_use]
    pub fn other(self) -> Option<OrderId> {
        self.link().map(|(_, other)| other)
    }
}

impl Entry {
    /// Why it was done; for an order that was stopped, what was written if no
    /// reason was given.
    #[must_use]
    pub fn why(&self) -> Option<&Text<1000>> {
        let stops = self.kind.is_status() && self.status.phase.is_stopped();
        let stopped = self.note.as_ref().filter(|_| stops);
        self.reason.as_ref().or(stopped)
    }

    /// Whether it tells of nothing but what staff alone sees: an order's priority and its internal
    /// notes.
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

    /// What to say of it in one piece: what was written, why, or else what the
    /// lifecycle says.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        let why = self.reason.as_ref().map(Text::as_str);
        self.note.as_ref().map(Text::as_str).or(why).or_else(|| self.shown_note())
    }

    /// The note to show: what was written, else what the lifecycle says.
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
