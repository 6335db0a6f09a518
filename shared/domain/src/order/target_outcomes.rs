//! Whether an order kept to the targets of its statuses.

use jiff::Timestamp;

use super::{
    Order,
    time_in_status::{TimeInStatus, seconds},
};
use crate::{Status, Term};

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

impl Order {
    /// Whether it kept to the target of each status that it has been in and
    /// that is measured, in the order of its lifecycle. Asked of an order with
    /// its whole history; the priority is that of now.
    #[must_use]
    pub fn target_outcomes(&self, now: Timestamp) -> Vec<TargetOutcome> {
        let times = self.times_in_status();
        let spent = |it: &TimeInStatus| it.seconds.unwrap_or_else(|| seconds(it.from, now));
        let outcome = |status: &'static Status| {
            let target = self.deadlines.terms.target(status, self.priority)?;
            let longest = times.iter().filter(|it| it.status == status).map(spent).max()?;
            let in_time = longest < u64::from(target.minutes()) * 60;
            let met = in_time && !self.deadlines.missed.contains(&status);
            Some(TargetOutcome { status, target, longest, met })
        };
        self.lifecycle.statuses.iter().filter_map(outcome).collect()
    }
}
