//! Images of stream records.

use docket_store::StreamImage;
use serde_json::Value;

/// An image of a stream record, if it has it and is of a kind that counts.
pub(super) fn image(record: &Value, name: &str) -> Result<Option<StreamImage>, String> {
    let Some(image) = record.pointer(&format!("/dynamodb/{name}")) else { return Ok(None) };
    StreamImage::deserialize(image)
}
