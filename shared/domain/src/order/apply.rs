//! The state machine of an order: decides every command by the order's lifecycle.
//!
//! This module stores nothing. Only it moves an order to another status (merging aside), so the
//! lifecycle's rules hold however a command arrives.

use super::{
    CancellationChannel, Change, Command, EntryKind, GivenBack, Minutes, NotCancellable, Order,
    Refusal, Stamp,
};
use crate::{Actor, Assignment, Hold, Move, NONCE_BYTES, Phase, Role, Status, Text};

/// A transition to a status: the kind of its history line, and why and for whom it is made.
pub(super) struct Step {
    kind: EntryKind,
    note: Option<Text<1000>>,
    reason: Option<Text<1000>>,
    /// The role on whose behalf somebody else acts.
    on_behalf_of_role: Option<Role>,
    given: GivenBack,
}

impl Step {
    pub(super) const fn of(kind: EntryKind, note: Option<Text<1000>>) -> Self {
        Self { kind, note, reason: None, on_behalf_of_role: None, given: GivenBack::ALL }
    }

    /// The step with a reason.
    pub(super) fn because(self, reason: Option<Text<1000>>) -> Self {
        Self { reason, ..self }
    }

    /// The step on behalf of `role`, unless that is the actor's own role.
    fn on_behalf_of(self, role: Option<Role>, actor: &Actor) -> Self {
        Self { on_behalf_of_role: role.filter(|role| *role != actor.role()), ..self }
    }
}

impl Order {
    /// Decides a command. The order itself is unchanged: the returned change says what to commit.
    ///
    /// # Errors
    ///
    /// [`Refusal`] with the reason.
    pub fn apply(
        &self,
        command: &Command,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !self.visible_to(actor) {
            return Err(Refusal::Forbidden);
        }
        // The refunds of a merged order still belong to it.
        let is_refund =
            matches!(command, Command::ReportRefund { .. } | Command::FindRefund { .. });
        if let Some(other) = self.links.merged_into.filter(|_| !is_refund) {
            return Err(Refusal::Merged(other));
        }
        let mut change = match command {
            Command::Verify => self.verify(actor, stamp),
            Command::Move { to, note, reason } => {
                let step = Step::of(EntryKind::Moved, note.clone()).because(reason.clone());
                self.move_to(to, step, actor, stamp)
            }
            Command::Cancel { reason, channel } => {
                self.cancel(reason.clone(), *channel, actor, stamp)
            }
            Command::Accept { prep_time, extra } => self.accept(*prep_time, *extra, actor, stamp),
            Command::Reject { reason } => self.reject(reason, actor, stamp),
            Command::Expire => self.expire(actor, stamp),
            Command::Lapse => self.lapse(actor, stamp),
            Command::Override { to, note, reason, nonce } => {
                let step = Step::of(EntryKind::Overridden, note.clone()).because(reason.clone());
                self.override_status(to, &step, *nonce, actor, stamp)
            }
            Command::RecordPayment { amount, note } => {
                self.record_payment(*amount, note.clone(), actor, stamp)
            }
            Command::ReportPayment { id, report } => self.report_payment(id, report, actor, stamp),
            Command::RequestRefund { amount, reason } => {
                self.request_refund(*amount, reason, actor, stamp)
            }
            Command::ReportRefund { refund, outcome } => {
                self.report_refund(refund, outcome, actor, stamp)
            }
            Command::FindRefund { payment, amount } => {
                self.find_refund(payment, *amount, actor, stamp)
            }
            Command::ReportDispute { payment, report } => {
                self.report_dispute(payment, report, actor, stamp)
            }
            Command::MovePromise { to, reason } => self.move_promise(*to, reason, actor, stamp),
            Command::AddNote { text } => self.add_note(text, actor, stamp),
            Command::ReportProblem(report) => self.report_problem(report, actor, stamp),
        }?;
        if change.order.version > self.version {
            change.order.follow_payment_first(stamp);
            change.archived = change.order.shed_history();
        }
        Ok(change)
    }

    /// The order with an assignment to a batch.
    pub(crate) fn placed_in(mut self, delivery: Option<Assignment>) -> Self {
        self.0.delivery = delivery;
        self
    }

    /// The change to another assignment, or to none. The order's status is unchanged.
    pub(crate) fn assign(&self, delivery: Option<Assignment>) -> Change {
        let mut order = self.clone();
        (order.0.delivery, order.0.version) = (delivery, self.version + 1);
        Change::to(order)
    }

    fn verify(&self, actor: &Actor, stamp: &Stamp) -> Result<Change, Refusal> {
        if !self.is_of(actor) {
            return Err(Refusal::Forbidden);
        }
        self.may_verify(stamp)?;
        let start = self.named(self.lifecycle.start)?;
        Ok(self.enter(start, &Step::of(EntryKind::Verified, None), actor, stamp))
    }

    /// Checks that the order can be verified now, or a new code requested.
    ///
    /// # Errors
    ///
    /// [`Refusal::AlreadyVerified`] or [`Refusal::VerificationExpired`].
    pub fn may_verify(&self, stamp: &Stamp) -> Result<(), Refusal> {
        match &self.hold {
            Some(hold) if !hold.ended(stamp.now) => Ok(()),
            None if self.was_verified() => Err(Refusal::AlreadyVerified),
            Some(_) | None => Err(Refusal::VerificationExpired),
        }
    }

    fn move_to(
        &self,
        to: &str,
        step: Step,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if self.has_made(to, actor) {
            return Ok(self.as_it_is());
        }
        self.go(to, step, actor, stamp)
    }

    /// Whether the order has made the transition to this status already, and `actor` is among those
    /// who may make it. A client that lost the response repeats its request, which then succeeds.
    pub(super) fn has_made(&self, to: &str, actor: &Actor) -> bool {
        let mut ways = self.lifecycle.statuses.iter().flat_map(|status| status.moves);
        let makes =
            |way: &Move| way.to == to && self.is_served_by(way) && way.by.contains(&actor.role());
        self.has_come_to(to) && ways.any(makes)
    }

    /// Whether the order is rejected already. In a lifecycle that rejects by cancelling this is
    /// false, because somebody else may have cancelled the order.
    pub(super) fn has_made_rejection(&self, actor: &Actor) -> bool {
        let made = self.has_made(self.lifecycle.steps.reject, actor);
        made && self.status.phase == Phase::Rejected
    }

    /// The empty change, for a command whose effect is in place already.
    pub(super) fn as_it_is(&self) -> Change {
        Change::to(self.clone())
    }

    /// Makes a transition that the lifecycle allows.
    pub(super) fn go(
        &self,
        to: &str,
        step: Step,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        let target = self.named(to)?;
        if self.ways_to(to).next().is_none() {
            return Err(self.no_way(to, actor, stamp));
        }
        if !self.ways_to(to).any(|way| self.is_open(way, actor, stamp)) {
            return Err(Refusal::Forbidden);
        }
        if self.awaits_payment() && !target.phase.is_stopped() {
            return Err(Refusal::PaymentRequired);
        }
        let kind = if target.phase.is_stopped() { EntryKind::Stopped } else { step.kind };
        Ok(self.enter(target, &Step { kind, ..step }, actor, stamp))
    }

    fn no_way(&self, to: &str, actor: &Actor, stamp: &Stamp) -> Refusal {
        Refusal::InvalidTransition {
            from: self.status.name,
            to: to.to_owned(),
            allowed: self.ways_of(actor, stamp).map(|way| way.to).collect(),
        }
    }

    fn accept(
        &self,
        prep_time: Option<Minutes>,
        extra: Option<Minutes>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        let to = self.lifecycle.steps.accept;
        let with_extra = |it: Minutes| extra.map_or(it, |extra| it.and(extra));
        let is_same = |it: Minutes| [it, with_extra(it)].map(Some).contains(&self.prep_time);
        // A request with another estimate is no repetition, and the order is accepted already.
        if self.has_made(to, actor) && prep_time.is_none_or(is_same) {
            return Ok(self.as_it_is());
        }
        let step = Step::of(EntryKind::Moved, None).on_behalf_of(Some(Role::Seller), actor);
        let mut change = self.go(to, step, actor, stamp)?;
        // An order that was accepted once and put back by an override includes the extra minutes.
        let was_accepted =
            self.first_in(Phase::Accepted).or(self.first_in(Phase::Working)).is_some();
        let usual = if was_accepted { self.prep_time } else { self.prep_time.map(with_extra) };
        change.order.0.prep_time = prep_time.map(with_extra).or(usual);
        // Accepting the order again makes a new promise.
        change.order.0.moved_promise = None;
        Ok(change)
    }

    /// Rejects an order that nobody has accepted. An accepted order can only be cancelled.
    fn reject(&self, reason: &Text<1000>, actor: &Actor, stamp: &Stamp) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        let to = self.lifecycle.steps.reject;
        if self.has_made_rejection(actor) {
            return Ok(self.as_it_is());
        }
        if self.status.name != self.lifecycle.start {
            return Err(self.no_way(to, actor, stamp));
        }
        let step = Step::of(EntryKind::Stopped, None).because(Some(reason.clone()));
        self.go(to, step.on_behalf_of(Some(Role::Seller), actor), actor, stamp)
    }

    fn cancel(
        &self,
        reason: Option<Text<1000>>,
        channel: CancellationChannel,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !channel.is_open_to(actor.role()) {
            return Err(Refusal::Forbidden);
        }
        match self.ways_of(actor, stamp).find(|way| self.is_cancellation(way)) {
            Some(way) => {
                let step = Step::of(EntryKind::Stopped, None).because(reason);
                let step = step.on_behalf_of(channel.on_behalf_of(), actor);
                self.go(way.to, Step { given: channel.gives_back(), ..step }, actor, stamp)
            }
            None => Err(self.not_cancellable(actor.role()).into()),
        }
    }

    /// Why this role cannot cancel the order now.
    fn not_cancellable(&self, role: Role) -> NotCancellable {
        let ways = || self.status.moves.iter().filter(|way| self.is_cancellation(way));
        let in_time = ways().any(|way| way.by.contains(&role) && way.within_cancel_window);
        if let Some(ended_at) = self.cancel_window_end().filter(|_| in_time) {
            let minutes = ended_at.duration_since(self.served_from()).as_mins();
            return NotCancellable::WindowEnded { ended_at, minutes };
        }
        let mut by: Vec<Role> = ways().flat_map(|way| way.by).copied().collect();
        by.retain(|role| *role != Role::System);
        let status = self.status.name;
        if by.is_empty() {
            NotCancellable::Status(status)
        } else {
            NotCancellable::Others { status, role, by }
        }
    }

    fn expire(&self, actor: &Actor, stamp: &Stamp) -> Result<Change, Refusal> {
        match &self.hold {
            Some(hold) if hold.ended(stamp.now) => self.cancel(
                "Not confirmed in time".parse().ok(),
                CancellationChannel::Any,
                actor,
                stamp,
            ),
            Some(_) | None => Err(Refusal::NotOverdue),
        }
    }

    /// The transitions from the present status to `to`, for any role.
    pub(super) fn ways_to(&self, to: &str) -> impl Iterator<Item = &'static Move> {
        let ways = self.status.moves.iter().filter(|way| self.is_served_by(way));
        ways.filter(move |way| way.to == to && !way.by.is_empty())
    }

    /// The transitions that `actor` may make now.
    pub(super) fn ways_of<'a>(
        &'a self,
        actor: &'a Actor,
        stamp: &'a Stamp,
    ) -> impl Iterator<Item = &'static Move> + 'a {
        self.status.moves.iter().filter(|way| self.is_open(way, actor, stamp))
    }

    fn is_open(&self, way: &Move, actor: &Actor, stamp: &Stamp) -> bool {
        let in_time =
            !way.within_cancel_window || self.cancel_window_end().is_none_or(|end| stamp.now < end);
        self.is_served_by(way) && way.by.contains(&actor.role()) && in_time
    }

    /// Whether the transition applies to the order's fulfilment method.
    fn is_served_by(&self, way: &Move) -> bool {
        way.methods.contains(&self.fulfilment.method.kind())
    }

    pub(super) fn is_cancellation(&self, way: &Move) -> bool {
        self.lifecycle.is_cancellation(way)
    }

    fn named(&self, name: &str) -> Result<&'static Status, Refusal> {
        let known = || self.lifecycle.statuses.iter().map(|status| status.name).collect();
        self.lifecycle.status(name).ok_or_else(|| Refusal::unknown_status(name, known()))
    }

    fn override_status(
        &self,
        to: &str,
        step: &Step,
        nonce: [u8; NONCE_BYTES],
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::Admin(_)) {
            return Err(Refusal::Forbidden);
        }
        let target = self.named(to)?;
        if target == self.status {
            return Err(Refusal::InvalidTransition {
                from: self.status.name,
                to: to.to_owned(),
                allowed: self.other_statuses(),
            });
        }
        let mut change = self.change(target, step, actor, stamp);
        // An order that waits for the guest again gets a new hold and a new code.
        if target.phase == Phase::Unverified {
            let version = change.order.version;
            change.order.0.hold = Some(Hold::begin_again(version, nonce, stamp.now));
        }
        Ok(change)
    }

    fn other_statuses(&self) -> Vec<&'static str> {
        let others = self.lifecycle.statuses.iter().filter(|status| *status != self.status);
        others.map(|status| status.name).collect()
    }

    /// The change to a status, and on through its automatic transitions.
    fn enter(&self, status: &'static Status, step: &Step, actor: &Actor, stamp: &Stamp) -> Change {
        let mut change = self.change(status, step, actor, stamp);
        change.order.run_on(stamp);
        change
    }

    /// The change to a status, with the effects of stopping or reviving.
    fn change(&self, status: &'static Status, step: &Step, actor: &Actor, stamp: &Stamp) -> Change {
        let mut order = self.clone();
        order.0.version += 1;
        // The schedule runs every minute and may not have recorded the missed target yet.
        order.record_missed_target(&Actor::System("lifecycle"), stamp);
        order.0.deadlines.escalated_at = None;
        order.0.hold = None;
        order.0.status = status;
        order.record(step.kind, actor, step.note.clone(), stamp);
        order.annotate_last(step);
        order.follow_payment_first(stamp);
        let mut change = Change::to(order);
        if self.hold.is_some_and(|hold| hold.share.is_some()) {
            change.released.clone_from(&self.draws);
        }
        match (self.status.phase.is_stopped(), status.phase.is_stopped()) {
            (false, true) => change.stop(self.status, step.given, actor, stamp),
            (true, false) => change.revive(stamp),
            (false, false) | (true, true) => {}
        }
        change
    }

    /// Makes the automatic transitions, unless the order waits for its payment.
    pub(super) fn run_on(&mut self, stamp: &Stamp) {
        if self.awaits_payment() {
            return;
        }
        while let Some(next) = self.status.then.and_then(|name| self.lifecycle.status(name)) {
            self.0.status = next;
            self.record(EntryKind::Automatic, &Actor::System("lifecycle"), None, stamp);
        }
    }

    /// Adds to the newest history line on whose behalf and why it was done.
    fn annotate_last(&mut self, step: &Step) {
        if let Some(entry) = self.0.timeline.last_mut() {
            entry.on_behalf_of_role = step.on_behalf_of_role;
        }
        self.reason_last(step.reason.clone());
    }
}
