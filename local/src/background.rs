//! The background tasks beside the HTTP server: stream pumps, schedules and housekeeping.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use tokio::{sync::watch, task::JoinSet};

use crate::{engine::Engine, schedules::Schedule, stopping::until, stream::Pump, stripe::StandIn};

/// The pause between two rounds of trimming the stream.
const TRIM_EVERY: Duration = Duration::from_secs(2);
/// The pause between two deletions of items whose time to live has passed.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// The stream pumps and schedules of the template, and the stand-in payment provider.
pub struct Background {
    pumps: Vec<Arc<Pump>>,
    schedules: Vec<Arc<Schedule>>,
    stand_in: Arc<StandIn>,
}

impl Background {
    /// Collects the tasks without starting them.
    #[must_use]
    pub fn new(
        pumps: Vec<Arc<Pump>>,
        schedules: Vec<Arc<Schedule>>,
        stand_in: Arc<StandIn>,
    ) -> Self {
        Self { pumps, schedules, stand_in }
    }

    /// Starts all tasks; the schedules only if they are to run by the clock. The tasks end when
    /// `stop` changes or its sender is dropped.
    pub fn start(
        &self,
        engine: &Arc<Engine>,
        timed_schedules: bool,
        stop: &watch::Receiver<bool>,
    ) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        for pump in &self.pumps {
            tasks.spawn(pump.clone().run(stop.clone()));
        }
        for schedule in self.schedules.iter().filter(|_| timed_schedules) {
            tasks.spawn(schedule.clone().run(stop.clone()));
        }
        until(stop, trim(engine.clone(), self.pumps.clone()), &mut tasks);
        until(stop, sweep(engine.clone()), &mut tasks);
        until(stop, self.stand_in.clone().run(), &mut tasks);
        tasks
    }

    /// Runs every schedule once, now.
    pub async fn run_schedules(&self) {
        let runs: JoinSet<()> = self
            .schedules
            .iter()
            .cloned()
            .map(|schedule| async move { schedule.run_now().await })
            .collect();
        runs.join_all().await;
    }

    /// Waits until the functions have processed all records of the table's stream, with every event
    /// and message that follows from them, and until the stand-in provider has tried to deliver its
    /// due webhooks.
    pub async fn settle(&self) {
        loop {
            let tried = self.stand_in.attempts();
            for pump in &self.pumps {
                pump.caught_up().await;
            }
            // A webhook may write to the table again, so the loop repeats until no webhook was
            // sent.
            match self.stand_in.settle().await {
                Ok(false) if self.stand_in.attempts() == tried => break,
                Ok(_) => {}
                Err(error) => {
                    let error = format!("{error:#}");
                    tracing::warn!(target: "docket", error, "the stand-in payment provider cannot write its records");
                    break;
                }
            }
        }
    }
}

/// Deletes stream records that every pump has processed.
async fn trim(engine: Arc<Engine>, pumps: Vec<Arc<Pump>>) {
    let mut trimmed_to = None;
    loop {
        tokio::time::sleep(TRIM_EVERY).await;
        // All positions have an equal length, so they sort as numbers do.
        let Some(Some(position)) = pumps.iter().map(|pump| pump.position()).min() else {
            continue;
        };
        if trimmed_to.as_ref() == Some(&position) {
            continue;
        }
        trimmed_to = Some(position.clone());
        loop {
            let (engine, position) = (engine.clone(), position.clone());
            let trimmed = blocking(move || engine.trim_stream(&position)).await;
            match trimmed {
                Ok(true) => tokio::time::sleep(Duration::from_millis(5)).await,
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(target: "docket", error = format!("{error:#}"), "the stream was not trimmed");
                    break;
                }
            }
        }
    }
}

/// Deletes items whose time to live has passed, as `DynamoDB` would.
async fn sweep(engine: Arc<Engine>) {
    loop {
        tokio::time::sleep(SWEEP_EVERY).await;
        let engine = engine.clone();
        if let Err(error) = blocking(move || engine.sweep()).await {
            tracing::warn!(target: "docket", error = format!("{error:#}"), "the table was not swept");
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await?
}
