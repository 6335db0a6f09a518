//! Asynchronous invocation as in Lambda: a failing invocation is retried for a limited time, and
//! the event is then kept as a dead letter.

use std::{path::PathBuf, sync::Arc, sync::Mutex, time::Duration};

use anyhow::Result;
use docket_platform::Clock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

use crate::{clock, clock::MovableClock, files, files::Journal, functions::Function};

/// The pause before the first retry; it doubles with each retry.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// A dead letter: an event whose invocations all failed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The name of the function.
    pub function: String,
    /// The event.
    pub event: Value,
    /// The error of the last attempt.
    pub error: String,
    /// The number of attempts.
    pub attempts: u32,
    /// When the retries ended, by the movable clock.
    #[serde(serialize_with = "clock::write")]
    pub at: Timestamp,
}

/// Invokes functions with retries until they succeed or the retry period ends.
pub struct Delivery {
    clock: Arc<MovableClock>,
    retry_for: Duration,
    dead: Mutex<Journal<DeadLetter>>,
}

impl Delivery {
    /// Makes a delivery that retries for `retry_for` and then stores the event in `file`.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn open(
        file: Option<PathBuf>,
        clock: Arc<MovableClock>,
        retry_for: Duration,
    ) -> Result<Self> {
        Ok(Self { clock, retry_for, dead: Mutex::new(Journal::open(file)?) })
    }

    /// Invokes `function` with `event`. Returns when an invocation succeeded, or when the event is
    /// stored as a dead letter.
    ///
    /// # Errors
    ///
    /// The dead letter cannot be stored, so the event must be delivered again.
    pub async fn deliver(&self, function: &Function, event: Value) -> Result<()> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut attempts = 1;
        let error = loop {
            match function.invoke(event.clone()).await {
                Ok(_) => return Ok(()),
                Err(error) if began.elapsed() + pause > self.retry_for => break error,
                Err(error) => {
                    let (function, attempt) = (function.name, attempts);
                    tracing::warn!(target: "docket", function, attempt, error, "failed; trying again");
                }
            }
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
            attempts += 1;
        };
        tracing::error!(
            target: "docket", function = function.name, attempts, error,
            "given up; the event is at /_local/dead-letters"
        );
        let at = self.clock.now();
        let letter = DeadLetter { function: function.name.to_owned(), event, error, attempts, at };
        files::lock(&self.dead).append(letter)
    }

    /// The dead letters, newest first.
    #[must_use]
    pub fn dead_letters(&self) -> Vec<DeadLetter> {
        files::lock(&self.dead).entries().iter().rev().cloned().collect()
    }
}
