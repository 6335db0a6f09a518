//! The trigger of a function that both rules and a schedule invoke.

use serde::Deserialize;
use serde_json::Value;

/// What an invocation is about.
#[derive(Debug)]
pub enum Invocation {
    /// The schedule of every minute.
    Schedule,
    /// An event of Docket: its `detail-type` and its `detail`.
    Event(String, Value),
}

#[derive(Deserialize)]
struct Payload {
    #[serde(default)]
    source: String,
    #[serde(default, rename = "detail-type")]
    detail_type: String,
    #[serde(default)]
    detail: Value,
}

impl Invocation {
    /// Reads the payload of a rule or of a schedule.
    pub fn read(payload: Value) -> serde_json::Result<Self> {
        let Payload { source, detail_type, detail } = serde_json::from_value(payload)?;
        Ok(if source == "docket" { Self::Event(detail_type, detail) } else { Self::Schedule })
    }
}
