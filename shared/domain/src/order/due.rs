//! What will happen to an order by itself, and when.

use jiff::Timestamp;

use super::{Deadlines, Order, Stamp};
use crate::Phase;

/// Something that happens to an order by itself unless somebody is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: DeadlineKind,
}

/// What happens at a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineKind {
    /// The hold ends without a confirmation.
    Hold,
    /// The order is stopped, as it was not paid for.
    Payment,
    /// Somebody is alerted that nobody accepts the order.
    Escalation,
    /// The order is rejected, as nobody accepts it.
    Rejection,
    /// The target of its status is missed.
    Target,
}

/// By when an order that waits for its seller is to be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    /// When somebody is alerted that it was not.
    pub due_at: Timestamp,
    /// When somebody was.
    pub escalated_at: Option<Timestamp>,
    /// When it is rejected, once somebody was alerted and if it ever is.
    pub reject_at: Option<Timestamp>,
}

impl Order {
    /// By when it is to be accepted, while it waits for that.
    ///
    /// Rejecting counts from the alert: whoever is alerted late, because
    /// nothing ran meanwhile, has as long as they would have had.
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

    /// When it will have stayed in its status for longer than it should, if
    /// that is measured.
    #[must_use]
    pub fn target_due(&self) -> Option<Timestamp> {
        if self.awaits_payment() {
            return None;
        }
        let target = self.deadlines.terms.target(self.status, self.priority)?;
        Some(target.after(self.waits_since()))
    }

    /// Since when it has been waiting for its seller in the status that it is in.
    fn waits_since(&self) -> Timestamp {
        self.since().max(self.served_from())
    }

    /// When it is stopped because it was not paid for. While a payment is open, that
    /// payment is closed first.
    fn payment_due(&self) -> Option<Timestamp> {
        self.pay_by().filter(|_| self.open_payment().is_none())
    }

    /// The nearest of all that concerns it.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        self.all_deadlines().min_by_key(|deadline| deadline.at)
    }

    /// Everything that will happen to it by itself, as it stands now.
    fn all_deadlines(&self) -> impl Iterator<Item = Deadline> {
        let of = |kind, at: Option<Timestamp>| at.map(|at| Deadline { at, kind });
        let acceptance = self.acceptance();
        let told = self.deadlines.missed.contains(&self.status);
        let alert = acceptance.filter(|it| it.escalated_at.is_none()).map(|it| it.due_at);
        [
            of(DeadlineKind::Hold, self.hold.map(|hold| hold.ends_at)),
            of(DeadlineKind::Payment, self.payment_due()),
            of(DeadlineKind::Escalation, alert),
            of(DeadlineKind::Rejection, acceptance.and_then(|it| it.reject_at)),
            of(DeadlineKind::Target, self.target_due().filter(|_| !told)),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether this is due.
    pub(super) fn is_due(&self, kind: DeadlineKind, stamp: &Stamp) -> bool {
        self.all_deadlines().any(|deadline| deadline.kind == kind && deadline.at <= stamp.now)
    }
}
