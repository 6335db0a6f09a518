//! Whether an order met the targets of its statuses.

use jiff::Timestamp;

use super::{
    Order,
    time_in_status::{TimeInStatus, seconds},
};
use crate::{Status, Term};

/// Whether an order met the target of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetOutcome {
    /// The status.
    pub status: &'static Status,
    /// How long the order may be in the status at a time.
    pub target: Term,
    /// The longest time that the order was in the status, in seconds, up to now.
    pub longest: u64,
    /// Whether that time is within the target, and no missed target of the status was recorded.
    pub met: bool,
}

impl Order {
    /// The outcome for each status that the order has been in and that has a target, in the order
    /// of the lifecycle. The order must have its whole history. The present priority is used.
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
