//! What must happen to an order by when: the guest's code, the seller's word,
//! and a way out of its status in time.

use jiff::Timestamp;

use super::{
    Change, Order, Refusal, Stamp,
    apply::Step,
    stays::{Stay, seconds},
};
use crate::{Actor, EntryKind, Phase, Status, Term, Terms};

/// By when an order should be accepted and moved on, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// What its seller wanted when it was placed.
    pub terms: Terms,
    /// When somebody was alerted that nobody accepts it, as it waits now.
    pub escalated_at: Option<Timestamp>,
    /// The statuses whose targets it has missed; each is told of once.
    pub missed: Vec<&'static Status>,
}

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

/// Whether an order kept to the target of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetOutcome {
    /// The status.
    pub status: &'static Status,
    /// How long it might stay there at a time.
    pub target: Term,
    /// How long it did at most, in seconds, up to now.
    pub longest: u64,
    /// Whether that is within the target, and always was.
    pub met: bool,
}

impl Deadlines {
    /// Those of a new order.
    pub(super) fn under(terms: &Terms) -> Self {
        Self { terms: terms.clone(), ..Self::default() }
    }
}

impl Order {
    /// By when it is to be accepted, while it waits for that.
    ///
    /// Rejecting counts from the alert: whoever is alerted late, because
    /// nothing ran meanwhile, has as long as they would have had.
    #[must_use]
    pub fn acceptance(&self) -> Option<Acceptance> {
        if self.status.phase != Phase::Open || !self.status.waits_for_somebody() {
            return None;
        }
        let Deadlines { terms, escalated_at, .. } = &self.deadlines;
        let due_at = terms.accept_within?.after(self.since());
        let reject_at = escalated_at.and_then(|at| Some(terms.reject_after?.after(at)));
        Some(Acceptance { due_at, escalated_at: *escalated_at, reject_at })
    }

    /// When it will have stayed in its status for longer than it should, if
    /// that is measured.
    #[must_use]
    pub fn target_due(&self) -> Option<Timestamp> {
        let target = self.deadlines.terms.target(self.status, self.priority)?;
        Some(target.after(self.since()))
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
            of(DeadlineKind::Escalation, alert),
            of(DeadlineKind::Rejection, acceptance.and_then(|it| it.reject_at)),
            of(DeadlineKind::Target, self.target_due().filter(|_| !told)),
        ]
        .into_iter()
        .flatten()
    }

    /// All that is due happens at once, but an order is rejected only after
    /// somebody was alerted.
    pub(super) fn lapse(&self, actor: &Actor, stamp: &Stamp) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_)) {
            return Err(Refusal::Forbidden);
        }
        if self.is_due(DeadlineKind::Rejection, stamp) {
            let reason = "Not accepted in time".parse().ok();
            let step = Step::of(EntryKind::Stopped, None).because(reason);
            return self.go(self.lifecycle.steps.reject, step, actor, stamp);
        }
        let mut order = self.clone();
        order.version += 1;
        if order.is_due(DeadlineKind::Escalation, stamp) {
            order.deadlines.escalated_at = Some(stamp.now);
            order.record(EntryKind::Escalated, actor, None, stamp);
        }
        order.record_missed_target(actor, stamp);
        if order.deadlines == self.deadlines {
            return Err(Refusal::NotOverdue);
        }
        Ok(Change::to(order))
    }

    /// Whether this is due.
    pub(super) fn is_due(&self, kind: DeadlineKind, stamp: &Stamp) -> bool {
        self.all_deadlines().any(|deadline| deadline.kind == kind && deadline.at <= stamp.now)
    }

    /// Records that the target of its status is missed, if it is and was not
    /// recorded.
    pub(super) fn record_missed_target(&mut self, actor: &Actor, stamp: &Stamp) {
        if self.is_due(DeadlineKind::Target, stamp) {
            self.deadlines.missed.push(self.status);
            self.record(EntryKind::TargetMissed, actor, None, stamp);
        }
    }

    /// Whether it kept to the target of each status that it has been in and
    /// that is measured, in the order of its lifecycle. Asked of an order with
    /// its whole history; the priority is that of now.
    #[must_use]
    pub fn target_outcomes(&self, now: Timestamp) -> Vec<TargetOutcome> {
        let stays = self.stays();
        let spent = |stay: &Stay| stay.seconds.unwrap_or_else(|| seconds(stay.from, now));
        let outcome = |status: &'static Status| {
            let target = self.deadlines.terms.target(status, self.priority)?;
            let longest = stays.iter().filter(|stay| stay.status == status).map(spent).max()?;
            let in_time = longest < u64::from(target.minutes()) * 60;
            let met = in_time && !self.deadlines.missed.contains(&status);
            Some(TargetOutcome { status, target, longest, met })
        };
        self.lifecycle.statuses.iter().filter_map(outcome).collect()
    }
}
