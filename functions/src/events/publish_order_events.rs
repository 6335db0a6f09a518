use docket_app::{Failure, SharedApp, events::publish_changes};
use serde::Serialize;

use super::StreamBatch;

/// Where a batch failed: Lambda delivers it again from the first of these on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialFailure {
    batch_item_failures: Vec<ItemFailure>,
}

/// A record that failed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemFailure {
    item_identifier: String,
}

/// Publishes each change at least once, in order per order.
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
