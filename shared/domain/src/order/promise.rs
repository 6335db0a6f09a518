//! Moving the promised time of an order.

use jiff::Timestamp;

use super::{Change, Entry, EntryKind, Order, PromiseMove, Refusal, Stamp};
use crate::{Actor, Phase, Text};

impl Order {
    /// Moves the promised time to `to`, with the reason in the history. A repetition with an equal
    /// time has no effect.
    pub(super) fn move_promise(
        &self,
        to: Timestamp,
        reason: &Text<1000>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        if !self.is_under_way() {
            let reason = self.not_under_way();
            return Err(Refusal::NotChangeable { code: "not_under_way", reason });
        }
        let from = self.promised_at();
        if from == Some(to) {
            return Ok(self.as_it_is());
        }
        let mut order = self.clone();
        (order.0.moved_promise, order.0.version) = (Some(to), self.version + 1);
        let kind = EntryKind::PromiseMoved(PromiseMove { from, to });
        order.record(kind, actor, None, stamp);
        order.reason_last(Some(reason.clone()));
        Ok(Change::to(order))
    }

    /// Whether the order was accepted and has not ended. Only then a time can be promised.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        match self.status.phase {
            Phase::Accepted | Phase::Working | Phase::Ready | Phase::InTransit => true,
            Phase::Unverified
            | Phase::Open
            | Phase::Done
            | Phase::Cancelled
            | Phase::Rejected
            | Phase::Failed => false,
        }
    }

    /// Why no time can be promised for the order.
    pub(super) fn not_under_way(&self) -> String {
        let rule = "A time is promised for an order that was accepted and has not ended";
        format!("{rule}. This one is {}.", self.status.name)
    }

    /// The moves of the promised time, oldest first, each with its history line, which has the
    /// reason.
    pub fn promise_moves(&self) -> impl Iterator<Item = (&Entry, PromiseMove)> {
        self.timeline.iter().filter_map(|entry| Some((entry, entry.kind.promise()?)))
    }
}
