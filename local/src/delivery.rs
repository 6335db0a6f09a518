//! Asynchronous invocation as Lambda does it: again and again for a while,
//! then kept as a dead letter.

use std::{path::PathBuf, sync::Arc, sync::Mutex, time::Duration};

use anyhow::Result;
use docket_platform::Clock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

use crate::{clock, clock::MovableClock, files, files::Journal, functions::Function};

/// The first pause before another attempt; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// An event that a function did not take.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The function.
    pub function: String,
    /// What it was invoked with.
    pub event: Value,
    /// Why the last attempt failed.
    pub error: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was given up, by the movable clock.
    #[serde(serialize_with = "clock::write")]
    pub at: Timestamp,
}

/// Invokes functions until they succeed or their time is over.
pub struct Delivery {
    clock: Arc<MovableClock>,
    retry_for: Duration,
    dead: Mutex<Journal<DeadLetter>>,
}

impl Delivery {
    /// Retries for `retry_for`, then keeps the event in `file`.
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

    /// Invokes `function` with `event`; answers when it succeeded, or when
    /// the event is kept as a dead letter.
    ///
    /// # Errors
    ///
    /// The dead letter could not be kept, so that the event must come again.
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

    /// The dead letters, the newest first.
    #[must_use]
    pub fn dead_letters(&self) -> Vec<DeadLetter> {
        files::lock(&self.dead).entries().iter().rev().cloned().collect()
    }
}
