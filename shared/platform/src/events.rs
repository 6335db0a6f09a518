use async_trait::async_trait;
use aws_sdk_eventbridge::{
    Client,
    types::{PutEventsRequestEntry, PutEventsResultEntry},
};

use crate::aws::reason;

/// The `source` of every event that Docket publishes.
const SOURCE: &str = "docket";

/// One event for the bus: its type's name and its JSON detail.
#[derive(Debug, Clone, PartialEq)]
pub struct BusEvent {
    /// `detail-type`, for example `OrderPlaced`.
    pub detail_type: String,
    /// `detail`; carries no personal data.
    pub detail: serde_json::Value,
}

/// The bus did not take events.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The whole call failed; nothing is known to be published.
    #[error("the event bus did not answer: {0}")]
    Unavailable(String),
}

/// Where events go: `EventBridge`, or the local program's rules.
#[async_trait]
pub trait EventBus: Send + Sync {
    /// Publishes up to [`AwsEventBus::MAX_ENTRIES`] events.
    ///
    /// The answer has one entry for each event, in their order: `Ok` when the
    /// bus took it. An accepted call may still hold failed entries.
    ///
    /// # Errors
    ///
    /// [`BusError::Unavailable`] when the call as a whole failed.
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError>;
}

/// Amazon `EventBridge`.
#[derive(Debug, Clone)]
pub struct AwsEventBus {
    client: Client,
    bus: String,
}

impl AwsEventBus {
    /// The most entries that one `PutEvents` call takes (AWS service quota).
    pub const MAX_ENTRIES: usize = 10;

    /// A client of the bus named `bus`.
    #[must_use]
    pub fn new(config: &aws_config::SdkConfig, bus: String) -> Self {
        Self { client: Client::new(config), bus }
    }
}

#[async_trait]
impl EventBus for AwsEventBus {
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        let count = events.len();
        let entries = events
            .into_iter()
            .map(|event| {
                PutEventsRequestEntry::builder()
                    .event_bus_name(&self.bus)
                    .source(SOURCE)
                    .detail_type(event.detail_type)
                    .detail(event.detail.to_string())
                    .build()
            })
            .collect();
        let answer = self
            .client
            .put_events()
            .set_entries(Some(entries))
            .send()
            .await
            .map_err(|error| BusError::Unavailable(reason(&error)))?;
        let outcome = |entry: Option<&PutEventsResultEntry>| {
            let code = entry.and_then(PutEventsResultEntry::error_code);
            match (code, entry.and_then(PutEventsResultEntry::event_id)) {
                (None, Some(_)) => Ok(()),
                // An event without an id in the answer was not taken either.
                (code, _) => Err(BusError::Unavailable(code.unwrap_or("no event id").to_owned())),
            }
        };
        Ok((0..count).map(|at| outcome(answer.entries().get(at))).collect())
    }
}
