//! What runs are summed up to.

use std::time::Duration;

use serde_json::{Value, json};

/// How long each guest of a run took.
#[derive(Debug, Default)]
pub struct Run {
    pub place: Vec<Duration>,
    pub confirm: Vec<Duration>,
    pub whole: Vec<Duration>,
    pub errors: Vec<String>,
    pub took: Duration,
    /// What the server took of the processor for all of them.
    pub processor: Duration,
}

impl Run {
    pub fn add(&mut self, other: Self) {
        self.place.extend(other.place);
        self.confirm.extend(other.confirm);
        self.whole.extend(other.whole);
        self.errors.extend(other.errors);
    }

    /// Guests who checked out, a second.
    pub fn per_second(&self) -> f64 {
        self.guests() / self.took.as_secs_f64()
    }

    /// Milliseconds of the server's processor time for each guest.
    pub fn processor_each(&self) -> f64 {
        self.processor.as_secs_f64() * 1_000.0 / self.guests()
    }

    fn guests(&self) -> f64 {
        f64::from(u32::try_from(self.whole.len()).unwrap_or(u32::MAX))
    }
}

/// The median of the runs, to a tenth.
pub fn median(runs: &[Run], of: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.get(values.len() / 2).copied().unwrap_or_default();
    (middle * 10.0).round() / 10.0
}

/// Medians over the runs of what a half, 95 and 99 in a hundred guests took at
/// most, in milliseconds.
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
