//! The deadlines of an order: what happens automatically, and when.

use jiff::Timestamp;

use super::{Deadlines, Order, Stamp};
use crate::Phase;

/// A moment at which something happens to an order automatically, unless somebody acts earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The moment.
    pub at: Timestamp,
    /// What happens.
    pub kind: DeadlineKind,
}

/// What happens at a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineKind {
    /// The hold ends without a confirmation.
    Hold,
    /// The order is stopped because it was not paid.
    Payment,
    /// An alert is raised that nobody has accepted the order.
    Escalation,
    /// The order is rejected because nobody has accepted it.
    Rejection,
    /// The target of its status is missed.
    Target,
}

/// By when an order that waits for its seller must be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    /// When the alert is raised that nobody has accepted it.
    pub due_at: Timestamp,
    /// When the alert was raised.
    pub escalated_at: Option<Timestamp>,
    /// When the order is rejected automatically. `None` before the alert, and when the seller does
    /// not want orders rejected.
    pub reject_at: Option<Timestamp>,
}

impl Order {
    /// By when the order must be accepted, while it waits for that.
    ///
    /// The time until the rejection counts from the alert. So staff have the whole time even when
    /// the alert was late because the schedule did not run.
    #[must_use]
    pub fn acceptance(&self) -> Option<Acceptance> {
        let is_new = self.status.phase == Phase::Open && self.status.waits_for_somebody();
        if !is_new || self.awaits_payment() {
            return None;
        }
        let Deadlines { terms, escalated_at, .. } = &self.deadlines;
        let due_at = terms.accept_within?.after(self.waits_since());
        let reject_at = escalated_at.and_then(|at| Some(terms.reject_after?.after(at)));
        Some(Acceptance { due_at, escalated_at: *escalated_at, reject_at })
    }

    /// When the target of the present status passes, if it is measured.
    #[must_use]
    pub fn target_due(&self) -> Option<Timestamp> {
        if self.awaits_payment() {
            return None;
        }
        let target = self.deadlines.terms.target(self.status, self.priority)?;
        Some(target.after(self.waits_since()))
    }

    /// Since when the order has been waiting in its present status with its seller.
    fn waits_since(&self) -> Timestamp {
        self.since().max(self.served_from())
    }

    /// When the order is stopped because it was not paid. `None` while a payment is open: that
    /// payment is closed first.
    fn payment_due(&self) -> Option<Timestamp> {
        self.pay_by().filter(|_| self.open_payment().is_none())
    }

    /// The earliest deadline of the order.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        self.all_deadlines().min_by_key(|deadline| deadline.at)
    }

    /// All deadlines that follow from the order's present state.
    fn all_deadlines(&self) -> impl Iterator<Item = Deadline> {
        let of = |kind, at: Option<Timestamp>| at.map(|at| Deadline { at, kind });
        let acceptance = self.acceptance();
        let recorded = self.deadlines.missed.contains(&self.status);
        let alert = acceptance.filter(|it| it.escalated_at.is_none()).map(|it| it.due_at);
        [
            of(DeadlineKind::Hold, self.hold.map(|hold| hold.ends_at)),
            of(DeadlineKind::Payment, self.payment_due()),
            of(DeadlineKind::Escalation, alert),
            of(DeadlineKind::Rejection, acceptance.and_then(|it| it.reject_at)),
            of(DeadlineKind::Target, self.target_due().filter(|_| !recorded)),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether a deadline of this kind has passed.
    pub(super) fn is_due(&self, kind: DeadlineKind, stamp: &Stamp) -> bool {
        self.all_deadlines().any(|deadline| deadline.kind == kind && deadline.at <= stamp.now)
    }
}
