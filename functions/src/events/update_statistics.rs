use std::collections::BTreeMap;

use docket_app::{Failure, SharedApp, events::count_changes};
use serde::Serialize;
use serde_json::Value;

use super::StreamBatch;

/// What a window goes on with: nothing, as all is in the table. Lambda takes
/// an answer without it for a failure.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    state: BTreeMap<String, Value>,
    batch_item_failures: Vec<Value>,
}

/// Counts what changed, each change once however often it comes.
pub async fn update_statistics(app: SharedApp, batch: StreamBatch) -> Result<Counted, Failure> {
    if let Some(shard) = &batch.shard {
        count_changes(&app, shard, &batch.records).await?;
    }
    Ok(Counted::default())
}
