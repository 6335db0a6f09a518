use docket_app::{
    Failure, SharedApp,
    messages::{self, Occasion},
};
use serde::Serialize;
use serde_json::Value;

use super::Invocation;

/// What an invocation is about.
#[derive(Debug)]
pub enum Trigger {
    /// The schedule of every minute.
    Schedule,
    /// An event that people may be informed of.
    Event(Occasion),
}

impl Trigger {
    /// Reads the payload of a rule or of the schedule.
    pub fn read(payload: Value) -> serde_json::Result<Self> {
        let Invocation::Event(name, detail) = Invocation::read(payload)? else {
            return Ok(Self::Schedule);
        };
        Ok(Self::Event(match name.as_str() {
            "BatchChanged" => Occasion::Batch(serde_json::from_value(detail)?),
            "StockLow" => Occasion::Stock(serde_json::from_value(detail)?),
            // What all events about an order say.
            _ => Occasion::Order(serde_json::from_value(detail)?),
        }))
    }
}

/// Result of a run of the schedule.
#[derive(Debug, Default, Serialize)]
pub struct Notified {
    /// Number of messages that were processed because their quiet hours have ended.
    held: usize,
}

/// Sends messages about an event to everybody who wants them, once per event, person and channel,
/// and adds entries to the notification feeds of staff and drivers. The schedule sends messages
/// whose quiet hours have ended.
pub async fn notify(app: SharedApp, trigger: Trigger) -> Result<Notified, Failure> {
    match trigger {
        Trigger::Schedule => Ok(Notified { held: messages::send_held(&app).await? }),
        Trigger::Event(occasion) => {
            messages::notify(&app, &occasion).await?;
            Ok(Notified::default())
        }
    }
}
