use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_sdk_eventbridge::{
    Client,
    types::{PutEventsRequestEntry, PutEventsResultEntry},
};
use docket_platform::{BusError, BusEvent, EventBus, SOURCE};

use crate::reason::reason;

/// Publishes events to an Amazon `EventBridge` bus.
#[derive(Debug, Clone)]
pub struct AwsEventBus {
    client: Client,
    bus: String,
}

impl AwsEventBus {
    /// Makes a client of the bus named `bus`.
    #[must_use]
    pub fn new(config: &SdkConfig, bus: String) -> Self {
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
                // Without an event id in the response, the event was not accepted.
                (code, _) => Err(BusError::Unavailable(code.unwrap_or("no event id").to_owned())),
            }
        };
        Ok((0..count).map(|at| outcome(answer.entries().get(at))).collect())
    }
}
