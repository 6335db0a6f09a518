//! The template's schedules, run by the movable clock.

use std::sync::Arc;

use anyhow::Result;
use docket_platform::Clock;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::sync::{Mutex, watch};

use crate::{bus, clock::MovableClock, delivery::Delivery, functions::Function, stopping::finish};

/// A scheduled function.
pub struct Schedule {
    function: Arc<Function>,
    period: SignedDuration,
    clock: Arc<MovableClock>,
    delivery: Arc<Delivery>,
    /// The next due time. The lock is held while the function runs, so that it never runs twice at
    /// a time.
    due: Mutex<Timestamp>,
}

impl Schedule {
    /// Makes a schedule that is due one period from now.
    #[must_use]
    pub fn new(
        function: Arc<Function>,
        period: SignedDuration,
        clock: Arc<MovableClock>,
        delivery: Arc<Delivery>,
    ) -> Self {
        let due = Mutex::new(next(clock.now(), period));
        Self { function, period, clock, delivery, due }
    }

    /// Runs the function whenever it is due, until `stop` changes or its sender is dropped.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        loop {
            let due = *self.due.lock().await;
            let wait = due.duration_since(self.clock.now());
            // Moving the clock runs the function immediately and postpones `due`, so this sleep can
            // only end too early.
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(wait.try_into().unwrap_or_default()) => {}
            }
            let run = async {
                let mut due = self.due.lock().await;
                if *due <= self.clock.now() {
                    self.fire(&mut due).await;
                }
            };
            if finish(&stop, run).await.is_none() {
                return;
            }
        }
    }

    /// Runs the function once, now.
    pub async fn run_now(&self) {
        let mut due = self.due.lock().await;
        self.fire(&mut due).await;
    }

    async fn fire(&self, due: &mut Timestamp) {
        let now = self.clock.now();
        *due = next(now, self.period);
        if let Err(error) = self.invoke(now).await {
            let (function, error) = (self.function.name, format!("{error:#}"));
            tracing::error!(target: "docket", function, error, "a scheduled run failed");
        }
    }

    async fn invoke(&self, now: Timestamp) -> Result<()> {
        let event = bus::envelope("Scheduled Event", "aws.scheduler", &json!({}), now)?;
        self.delivery.deliver(&self.function, event).await
    }
}

fn next(now: Timestamp, period: SignedDuration) -> Timestamp {
    now.checked_add(period).unwrap_or(Timestamp::MAX)
}
