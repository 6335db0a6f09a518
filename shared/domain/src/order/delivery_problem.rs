//! Open problems with the delivery of an order.

use super::{Change, Entry, EntryKind, Order, ProblemKind, ProblemReport, Refusal, Stamp};
use crate::{Actor, Phase};

/// An open problem with a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryProblem<'a> {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// The history line that reports it.
    pub entry: &'a Entry,
}

impl Order {
    /// The newest problem that was reported since the order is in transit; `None` once the order
    /// is delivered or has ended otherwise.
    #[must_use]
    pub fn delivery_problem(&self) -> Option<DeliveryProblem<'_>> {
        if self.status.phase != Phase::InTransit {
            return None;
        }
        let on_its_way = |entry: &&Entry| entry.status.phase == Phase::InTransit;
        let mut since = self.timeline.iter().rev().take_while(on_its_way);
        since.find_map(|entry| Some(DeliveryProblem { kind: entry.kind.problem()?, entry }))
    }

    /// Records a driver's report. The order remains in transit: the seller decides what to do.
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
