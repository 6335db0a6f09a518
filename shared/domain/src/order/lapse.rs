//! The effects of a passed deadline: the order is stopped, or the missed deadline is recorded in
//! its history.

use super::{Change, DeadlineKind, Order, Refusal, Stamp, apply::Step};
use crate::{Actor, EntryKind};

impl Order {
    /// Applies every deadline that has passed. An order is rejected only after an alert was raised.
    pub(super) fn lapse(&self, actor: &Actor, stamp: &Stamp) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_)) {
            return Err(Refusal::Forbidden);
        }
        if self.is_due(DeadlineKind::Payment, stamp) {
            let reason = "Not paid in time".parse().ok();
            let step = Step::of(EntryKind::Stopped, None).because(reason);
            let steps = &self.lifecycle.steps;
            return self.go(steps.fail.unwrap_or(steps.reject), step, actor, stamp);
        }
        if self.is_due(DeadlineKind::Rejection, stamp) {
            let reason = "Not accepted in time".parse().ok();
            let step = Step::of(EntryKind::Stopped, None).because(reason);
            return self.go(self.lifecycle.steps.reject, step, actor, stamp);
        }
        let mut order = self.clone();
        order.0.version += 1;
        if order.is_due(DeadlineKind::Escalation, stamp) {
            order.0.deadlines.escalated_at = Some(stamp.now);
            order.record(EntryKind::Escalated, actor, None, stamp);
        }
        order.record_missed_target(actor, stamp);
        if order.deadlines == self.deadlines {
            return Err(Refusal::NotOverdue);
        }
        Ok(Change::to(order))
    }

    /// Records that the target of the present status is missed, unless that is recorded already.
    pub(super) fn record_missed_target(&mut self, actor: &Actor, stamp: &Stamp) {
        if self.is_due(DeadlineKind::Target, stamp) {
            self.0.deadlines.missed.push(self.status);
            self.record(EntryKind::TargetMissed, actor, None, stamp);
        }
    }
}
