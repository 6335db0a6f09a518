//! Reading the images of stream records.

use docket_store::StreamImage;
use serde_json::Value;

/// The image `name` of a stream record, if the record has it and it is of a known kind of item.
pub(super) fn image(record: &Value, name: &str) -> Result<Option<StreamImage>, String> {
    let Some(image) = record.pointer(&format!("/dynamodb/{name}")) else { return Ok(None) };
    StreamImage::deserialize(image)
}
