//! The event bus: matches events against the template's rules and invokes
//! their targets.
//!
//! Unlike `EventBridge`, it confirms an event only after its targets have finished. The stream's
//! position is stored after that, so a killed program loses no event.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock},
};

use async_trait::async_trait;
use docket_platform::{BusError, BusEvent, Clock, EventBus, MAX_ENTRIES, SOURCE, random};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    clock, clock::MovableClock, delivery::Delivery, files, functions::Function, pattern::Pattern,
};

/// The number of recent events that `GET /_local/events` can return.
const KEPT: usize = 10_000;

/// A rule with its target.
pub struct Rule {
    /// The pattern that an event must match.
    pub pattern: Pattern,
    /// The function that it invokes.
    pub target: Arc<Function>,
}

/// An event that was published.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedEvent {
    /// The detail type.
    #[serde(rename = "detail-type")]
    pub detail_type: String,
    /// The detail.
    pub detail: Value,
    /// When it was published, by the movable clock.
    #[serde(serialize_with = "clock::write")]
    pub time: Timestamp,
}

/// The local event bus.
pub struct LocalBus {
    clock: Arc<MovableClock>,
    delivery: Arc<Delivery>,
    // Set once, after construction: the targets are functions, and the functions need the bus.
    rules: OnceLock<Arc<[Rule]>>,
    published: Mutex<VecDeque<PublishedEvent>>,
}

impl LocalBus {
    /// Makes a bus without rules.
    #[must_use]
    pub fn new(clock: Arc<MovableClock>, delivery: Arc<Delivery>) -> Self {
        Self { clock, delivery, rules: OnceLock::new(), published: Mutex::default() }
    }

    /// Sets the rules. Only the first call has an effect.
    pub fn connect(&self, rules: Vec<Rule>) {
        self.rules.set(rules.into()).ok();
    }

    /// The recent events, newest first.
    #[must_use]
    pub fn newest(&self, limit: usize) -> Vec<PublishedEvent> {
        files::lock(&self.published).iter().rev().take(limit).cloned().collect()
    }

    fn remember(&self, event: &BusEvent, time: Timestamp) {
        let mut published = files::lock(&self.published);
        if published.len() == KEPT {
            published.pop_front();
        }
        let BusEvent { detail_type, detail } = event.clone();
        published.push_back(PublishedEvent { detail_type, detail, time });
    }
}

#[async_trait]
impl EventBus for LocalBus {
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        if events.len() > MAX_ENTRIES {
            return Err(BusError::Unavailable(format!("{} entries in one call", events.len())));
        }
        let rules = self.rules.get().cloned().unwrap_or_default();
        let time = self.clock.now();
        let mut entries = Vec::with_capacity(events.len());
        for event in events {
            self.remember(&event, time);
            let event = envelope(&event.detail_type, SOURCE, &event.detail, time)?;
            let (rules, delivery) = (rules.clone(), self.delivery.clone());
            // Entries are delivered concurrently, and so are the targets of one entry.
            entries.push(Task::start(async move {
                let mut targets = Vec::new();
                for rule in rules.iter().filter(|rule| rule.pattern.matches(&event)) {
                    let (target, event) = (rule.target.clone(), event.clone());
                    let delivery = delivery.clone();
                    targets
                        .push(Task::start(async move { delivery.deliver(&target, event).await }));
                }
                for target in targets {
                    target.outcome().await?;
                }
                Ok(())
            }));
        }
        let mut outcomes = Vec::with_capacity(entries.len());
        for entry in entries {
            let outcome = entry.outcome().await;
            outcomes.push(outcome.map_err(|error| BusError::Unavailable(format!("{error:#}"))));
        }
        Ok(outcomes)
    }
}

/// A task that is aborted when its handle is dropped, so that stopping the program stops its
/// deliveries.
struct Task(tokio::task::JoinHandle<anyhow::Result<()>>);

impl Task {
    fn start(work: impl Future<Output = anyhow::Result<()>> + Send + 'static) -> Self {
        Self(tokio::spawn(work))
    }

    async fn outcome(mut self) -> anyhow::Result<()> {
        (&mut self.0).await?
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// An event in the form in which `EventBridge` passes it to a target.
///
/// # Errors
///
/// The operating system returns no random bytes for the event's id.
pub fn envelope(
    detail_type: &str,
    source: &str,
    detail: &Value,
    time: Timestamp,
) -> Result<Value, BusError> {
    let random = random().map_err(|error| BusError::Unavailable(error.to_string()))?;
    let id = uuid::Builder::from_random_bytes(random).into_uuid().to_string();
    // EventBridge's times have whole seconds.
    let time = Timestamp::from_second(time.as_second()).unwrap_or(time);
    Ok(json!({
        "version": "0", "id": id, "detail-type": detail_type, "source": source,
        "account": "000000000000", "time": time, "region": "us-east-1", "resources": [],
        "detail": detail,
    }))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn envelope_has_the_form_of_eventbridge() {
        let time = "2026-01-02T03:04:05.678Z".parse().unwrap();
        let event = envelope("OrderPlaced", "docket", &json!({"a": 1}), time).unwrap();
        assert_eq!(event["time"], "2026-01-02T03:04:05Z");
        let id = event["id"].as_str().unwrap();
        assert_eq!(id.len(), 36, "{id}");
        assert_eq!(&id[14..15], "4", "{id}");
        assert!("89ab".contains(&id[19..20]), "{id}");
    }
}
