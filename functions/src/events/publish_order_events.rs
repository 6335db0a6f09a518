use docket_app::{Failure, SharedApp, events::publish_changes};
use serde::Serialize;

use super::StreamBatch;

/// Answer to the stream: Lambda delivers the batch again from the first failed record on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialFailure {
    batch_item_failures: Vec<ItemFailure>,
}

/// A stream record that failed, by its sequence number.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemFailure {
    item_identifier: String,
}

/// Publishes each change in a batch of stream records at least once, in order per order.
pub async fn publish_order_events(
    app: SharedApp,
    batch: StreamBatch,
) -> Result<PartialFailure, Failure> {
    let failed = publish_changes(&app, &batch.records).await?;
    let batch_item_failures = failed
        .into_iter()
        .filter_map(|position| {
            let number = batch.records[position].pointer("/dynamodb/SequenceNumber")?;
            Some(ItemFailure { item_identifier: number.as_str()?.to_owned() })
        })
        .collect();
    Ok(PartialFailure { batch_item_failures })
}
