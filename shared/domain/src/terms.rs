//! A seller's terms: by when orders must be accepted, and how long they may be in each status.

use crate::{Edit, Lifecycle, Priority, Status, Targets, Term};

/// A seller's targets for one status, which replace the lifecycle's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusTargets {
    /// The status. Orders leave it only when somebody moves them.
    pub status: &'static Status,
    /// How long an order may be in the status.
    pub targets: Targets,
}

/// By when a seller wants its orders accepted, and how long they may be in each status. An order
/// keeps the terms under which it was placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How long after the order's arrival an alert is raised that nobody accepted it. `None` means
    /// that no alert is raised.
    pub accept_within: Option<Term>,
    /// How long after that alert the order is rejected. `None` means that it is never rejected
    /// automatically.
    pub reject_after: Option<Term>,
    /// The seller's targets that replace the lifecycle's. `None` means that no time in a status is
    /// measured; an empty list means that the lifecycle's targets apply.
    pub targets: Option<Vec<StatusTargets>>,
}

/// A partial change of a seller's terms.
#[derive(Debug, Clone, Default)]
pub struct TermsChange {
    /// The time to accept orders.
    pub accept_within: Edit<Term>,
    /// The time from the alert to the automatic rejection.
    pub reject_after: Edit<Term>,
    /// The targets, with the names of their statuses.
    pub targets: Edit<Vec<(String, Targets)>>,
}

/// Why targets are refused, with the position of the first one at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetRefusal {
    /// The lifecycle has no status with this name in which an order waits for somebody.
    #[error(
        "must be a status of the seller's lifecycle in which a confirmed order waits to be worked on"
    )]
    Status(usize),
    /// The status has a target already.
    #[error("must not repeat the status of an earlier target")]
    Twice(usize),
}

impl Terms {
    /// The terms after a change, for orders of `lifecycle`.
    ///
    /// # Errors
    ///
    /// [`TargetRefusal`] when the lifecycle has no such statuses.
    pub fn apply(
        &self,
        change: &TermsChange,
        lifecycle: &'static Lifecycle,
    ) -> Result<Self, TargetRefusal> {
        // Unchanged targets are read again as well, because `lifecycle` may be another one.
        let named = |row: &StatusTargets| (row.status.name.to_owned(), row.targets);
        let old = self.targets.as_ref().map(|rows| rows.iter().map(named).collect());
        let wanted = change.targets.of(old.as_ref());
        Ok(Self {
            accept_within: change.accept_within.of(self.accept_within.as_ref()),
            reject_after: change.reject_after.of(self.reject_after.as_ref()),
            targets: wanted.map(|rows| read(&rows, lifecycle)).transpose()?,
        })
    }

    /// How long an order of `priority` may be in `status`; `None` when that is not measured.
    #[must_use]
    pub fn target(&self, status: &'static Status, priority: Priority) -> Option<Term> {
        let own = self.targets.as_ref()?.iter().find(|row| row.status == status);
        own.map_or(status.targets, |row| row.targets).of(priority)
    }
}

fn read(
    rows: &[(String, Targets)],
    lifecycle: &'static Lifecycle,
) -> Result<Vec<StatusTargets>, TargetRefusal> {
    let mut known: Vec<StatusTargets> = Vec::new();
    for (at, (name, targets)) in rows.iter().enumerate() {
        let status = lifecycle.status(name).filter(|status| status.waits_for_somebody());
        let status = status.ok_or(TargetRefusal::Status(at))?;
        if known.iter().any(|row| row.status == status) {
            return Err(TargetRefusal::Twice(at));
        }
        known.push(StatusTargets { status, targets: *targets });
    }
    Ok(known)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn kitchen() -> &'static Lifecycle {
        Lifecycle::newest("kitchen").unwrap()
    }

    fn minutes(normal: u32) -> Targets {
        Targets::compiled([0, normal, 0, 0])
    }

    fn set(rows: &[(&str, Targets)]) -> TermsChange {
        let rows = rows.iter().map(|&(name, targets)| (name.to_owned(), targets)).collect();
        TermsChange { targets: Edit::Set(rows), ..Default::default() }
    }

    #[test]
    fn a_term_is_at_least_a_minute_and_at_most_thirty_days() {
        for (minutes, good) in [(0, false), (1, true), (43_200, true), (43_201, false)] {
            assert_eq!(Term::new(minutes).is_ok(), good, "{minutes}");
        }
        assert_eq!(Term::new(5).unwrap().after(Timestamp::MAX), Timestamp::MAX);
    }

    #[test]
    fn sellers_targets_replace_the_lifecycles_targets_of_their_status() {
        let terms = Terms::default();
        let preparing = kitchen().status("PREPARING").unwrap();
        let ready = kitchen().status("READY").unwrap();
        assert_eq!(terms.target(preparing, Priority::Normal), None, "nothing is measured");
        let own = terms.apply(&set(&[("PREPARING", minutes(7))]), kitchen()).unwrap();
        assert_eq!(own.target(preparing, Priority::Normal), Some(Term::new(7).unwrap()));
        assert_eq!(own.target(preparing, Priority::Urgent), None);
        for priority in Priority::ALL {
            assert_eq!(own.target(ready, priority), ready.targets.of(priority));
        }
        assert!(ready.targets.of(Priority::Urgent).is_some());
        let all = terms.apply(&set(&[]), kitchen()).unwrap();
        assert_eq!(all.target(preparing, Priority::High), preparing.targets.of(Priority::High));
    }

    #[test]
    fn targets_are_refused_for_statuses_in_which_no_order_waits() {
        for name in ["awaiting_verification", "ACCEPTED", "DELIVERED", "CANCELLED", "ready", ""] {
            let refused = Terms::default()
                .apply(&set(&[("READY", minutes(1)), (name, minutes(1))]), kitchen());
            assert_eq!(refused, Err(TargetRefusal::Status(1)), "{name}");
        }
        let twice = set(&[("READY", minutes(1)), ("READY", minutes(2))]);
        assert_eq!(Terms::default().apply(&twice, kitchen()), Err(TargetRefusal::Twice(1)));
    }

    #[test]
    fn kept_targets_are_refused_when_the_new_lifecycle_lacks_their_status() {
        let own = Terms::default().apply(&set(&[("READY", minutes(7))]), kitchen()).unwrap();
        let shop = Lifecycle::newest("shop").unwrap();
        let kept = own.apply(&TermsChange::default(), shop);
        assert_eq!(kept, Err(TargetRefusal::Status(0)));
        let cleared = TermsChange { targets: Edit::Clear, ..Default::default() };
        assert_eq!(own.apply(&cleared, shop), Ok(Terms::default()));
    }
}
