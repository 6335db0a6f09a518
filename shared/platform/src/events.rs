use async_trait::async_trait;

/// The `source` of every event that Docket publishes.
pub const SOURCE: &str = "docket";

/// The most events that [`EventBus::put`] takes at once (AWS service quota of
/// `PutEvents`).
pub const MAX_ENTRIES: usize = 10;

/// One event for the bus: its type's name and its JSON detail.
#[derive(Debug, Clone, PartialEq)]
pub struct BusEvent {
    /// `detail-type`, for example `OrderPlaced`.
    pub detail_type: String,
    /// `detail`; carries no personal data.
    pub detail: serde_json::Value,
}

/// The event bus did not accept an event.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The whole call failed; whether any event was published is unknown.
    #[error("the event bus did not answer: {0}")]
    Unavailable(String),
}

/// The port that events are published through: `EventBridge`, or the local
/// program's rules.
#[async_trait]
pub trait EventBus: Send + Sync {
    /// Publishes up to [`MAX_ENTRIES`] events.
    ///
    /// The result has one entry for each event, in the order of `events`: `Ok` when
    /// the bus accepted it. A successful call may still contain failed entries.
    ///
    /// # Errors
    ///
    /// [`BusError::Unavailable`] when the call as a whole failed.
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError>;
}
