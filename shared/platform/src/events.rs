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
    /// Publishes up to [`MAX_ENTRIES`] events.
    ///
    /// The answer has one entry for each event, in their order: `Ok` when the
    /// bus took it. An accepted call may still hold failed entries.
    ///
    /// # Errors
    ///
    /// [`BusError::Unavailable`] when the call as a whole failed.
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError>;
}
