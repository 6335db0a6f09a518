//! The measurements of a run, and their medians and percentiles over several runs.

use std::time::Duration;

use serde_json::{Value, json};

/// The measurements of one run, with one entry for each guest.
#[derive(Debug, Default)]
pub struct Run {
    pub place: Vec<Duration>,
    pub confirm: Vec<Duration>,
    pub whole: Vec<Duration>,
    pub errors: Vec<String>,
    pub took: Duration,
    /// The server's processor time for all guests of the run.
    pub processor: Duration,
}

impl Run {
    pub fn add(&mut self, other: Self) {
        self.place.extend(other.place);
        self.confirm.extend(other.confirm);
        self.whole.extend(other.whole);
        self.errors.extend(other.errors);
    }

    /// Completed checkouts per second.
    pub fn per_second(&self) -> f64 {
        self.guests() / self.took.as_secs_f64()
    }

    /// The server's processor time per guest, in milliseconds.
    pub fn processor_each(&self) -> f64 {
        self.processor.as_secs_f64() * 1_000.0 / self.guests()
    }

    fn guests(&self) -> f64 {
        f64::from(u32::try_from(self.whole.len()).unwrap_or(u32::MAX))
    }
}

/// The median of a figure over the runs, rounded to one decimal.
pub fn median(runs: &[Run], of: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.get(values.len() / 2).copied().unwrap_or_default();
    (middle * 10.0).round() / 10.0
}

/// The 50th, 95th and 99th percentile of the guests' times in milliseconds. Each is
/// the median over the runs.
pub fn percentiles(runs: &[Run], of: impl Fn(&Run) -> &Vec<Duration>) -> Value {
    let percentile = |percent: usize| {
        median(runs, |run| {
            let mut times = of(run).clone();
            times.sort_unstable();
            let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
        })
    };
    json!({"p50": percentile(50), "p95": percentile(95), "p99": percentile(99)})
}
