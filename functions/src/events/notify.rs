use docket_app::{
    Failure, SharedApp,
    messages::{self, Occasion},
};
use serde::Serialize;
use serde_json::Value;

use super::Invocation;

/// Why it runs.
#[derive(Debug)]
pub enum Trigger {
    /// A minute is over.
    Schedule,
    /// Something happened.
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

/// What a run of the schedule did.
#[derive(Debug, Default, Serialize)]
pub struct Notified {
    /// How many notices it looked at whose quiet hours have ended.
    held: usize,
}

/// Informs everybody of what they want to know, once for each change, and records in the
/// feed what staff and drivers are to know. Each minute, what quiet hours held is sent.
pub async fn notify(app: SharedApp, trigger: Trigger) -> Result<Notified, Failure> {
    match trigger {
        Trigger::Schedule => Ok(Notified { held: messages::send_held(&app).await? }),
        Trigger::Event(occasion) => {
            messages::notify(&app, &occasion).await?;
            Ok(Notified::default())
        }
    }
}
