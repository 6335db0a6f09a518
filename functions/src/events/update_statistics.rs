use std::collections::BTreeMap;

use docket_app::{Failure, SharedApp, events::count_changes};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A batch of one shard, as a tumbling window gives it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    #[serde(rename = "Records")]
    records: Vec<Value>,
    /// The shard. Without windows there is none; a stream that is given like
    /// that has one shard only, and its own name will do.
    shard_id: Option<String>,
    #[serde(rename = "eventSourceARN")]
    source: Option<String>,
}

/// What a window goes on with: nothing, as all is in the table. Lambda takes
/// an answer without it for a failure.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    state: BTreeMap<String, Value>,
    batch_item_failures: Vec<Value>,
}

/// Counts what changed, each change once however often it comes.
pub async fn update_statistics(app: SharedApp, batch: Batch) -> Result<Counted, Failure> {
    let first = batch.records.first().and_then(|it| it["eventSourceARN"].as_str());
    let shard = batch.shard_id.as_deref().or(batch.source.as_deref()).or(first);
    if let Some(shard) = shard {
        count_changes(&app, shard, &batch.records).await?;
    }
    Ok(Counted::default())
}
