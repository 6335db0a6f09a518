use std::collections::BTreeMap;

use docket_app::{Failure, SharedApp, events::count_changes};
use serde::Serialize;
use serde_json::Value;

use super::StreamBatch;

/// Answer to a window of the stream. It carries no state, because all state is in the table;
/// without `state` Lambda treats the answer as a failure.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    state: BTreeMap<String, Value>,
    batch_item_failures: Vec<Value>,
}

/// Counts the changes in a batch of stream records, each change once however often it is delivered.
pub async fn update_statistics(app: SharedApp, batch: StreamBatch) -> Result<Counted, Failure> {
    if let Some(shard) = &batch.shard {
        count_changes(&app, shard, &batch.records).await?;
    }
    Ok(Counted::default())
}
