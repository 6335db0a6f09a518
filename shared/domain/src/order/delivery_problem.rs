//! What keeps a driver from delivering an order.

use super::{Change, Entry, EntryKind, Order, ProblemKind, ProblemReport, Refusal, Stamp};
use crate::{Actor, Phase};

/// A problem that is not solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryProblem<'a> {
    /// What it is.
    pub kind: ProblemKind,
    /// The line of the history that tells of it.
    pub entry: &'a Entry,
}

impl Order {
    /// What keeps its driver from delivering it: the newest report since it is on
    /// its way. Once it is delivered, or ends otherwise, there is none.
    #[must_use]
    pub fn delivery_problem(&self) -> Option<DeliveryProblem<'_>> {
        if self.status.phase != Phase::InTransit {
            return None;
        }
        let on_its_way = |entry: &&Entry| entry.status.phase == Phase::InTransit;
        let mut since = self.timeline.iter().rev().take_while(on_its_way);
        since.find_map(|entry| Some(DeliveryProblem { kind: entry.kind.problem()?, entry }))
    }

    /// Its driver says why it was not delivered. The order stays on its way: its
    /// seller decides what becomes of it.
    pub(super) fn report_problem(
        &self,
        report: &ProblemReport,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::Driver { .. } | Actor::Admin(_)) {
            return Err(Refusal::Forbidden);
        }
        if self.status.phase != Phase::InTransit {
            let rule = "A problem can be reported only for an order that is out for delivery";
            let reason = format!("{rule}. This one is {}.", self.status.name);
            return Err(Refusal::NotChangeable { code: "not_under_way", reason });
        }
        let mut order = self.clone();
        order.0.version += 1;
        order.record(EntryKind::Problem(report.kind()), actor, report.note().cloned(), stamp);
        Ok(Change::to(order))
    }
}
