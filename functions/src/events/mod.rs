//! What the table's stream sets off: events, and the messages that they cause.

pub mod alert;
mod detail;
pub mod escalate;
pub mod notify;
mod outgoing;
pub(crate) mod people;
pub mod publish;
pub mod send_code;
pub mod statistics;
mod stock;

use docket_store::{Item, StoreError, StreamImage};
use serde_json::Value;

/// An image of a stream record, if it has it and is of a kind that counts.
fn image(record: &Value, name: &str) -> Result<Option<StreamImage>, String> {
    let Some(image) = record.pointer(&format!("/dynamodb/{name}")) else { return Ok(None) };
    // serde's own words would repeat what is there.
    let item: serde_dynamo::Item = serde_json::from_value(image.clone())
        .map_err(|_| "an image is not in the form of the stream".to_owned())?;
    StreamImage::read(Item::from(item)).map_err(|error| error.to_string())
}

pub(crate) use detail::order_event;
pub(crate) use outgoing::publish_all;

/// What was sent is done, marked or not: to fail now would have the event
/// delivered again, and the message sent again once its claim has lapsed.
pub(crate) fn marked(outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what became of a message could not be marked");
    }
}
