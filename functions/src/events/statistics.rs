//! The table's stream, counted.

use std::collections::BTreeMap;

use docket_app::{Failure, SharedApp};
use docket_domain::{Order, Tally};
use docket_store::{Step, StreamImage};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::image;

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

/// Counts what changed, each change once however often it comes: the place in
/// the shard moves in the transaction that counts.
pub async fn update_statistics(app: SharedApp, batch: Batch) -> Result<Counted, Failure> {
    let first = batch.records.first().and_then(|it| it["eventSourceARN"].as_str());
    let shard = batch.shard_id.as_deref().or(batch.source.as_deref()).or(first);
    let Some(shard) = shard else { return Ok(Counted::default()) };
    let mut steps = Vec::new();
    for record in &batch.records {
        match read(record) {
            Ok(mut found) => steps.append(&mut found),
            // publish-order-events keeps it; reconcile will miss its changes.
            Err(problem) => {
                let id = record["eventID"].as_str().unwrap_or_default();
                tracing::error!(event_id = id, problem, "a stream record cannot be counted");
            }
        }
    }
    let transactions =
        app.store.count_steps(shard, &steps, app.now(), app.stamp()?.change.as_str()).await?;
    tracing::info!(records = batch.records.len(), steps = steps.len(), transactions, "counted");
    Ok(Counted::default())
}

/// What a record counts for: the difference that the change makes.
fn read(record: &Value) -> Result<Vec<Step>, String> {
    let (old, new) = (order(record, "OldImage")?, order(record, "NewImage")?);
    let Some(either) = new.as_ref().or(old.as_ref()) else { return Ok(Vec::new()) };
    let mut tally = Tally::default();
    if let Some(new) = &new {
        tally.add_all(&new.tally(), 1);
    }
    if let Some(old) = &old {
        tally.add_all(&old.tally(), -1);
    }
    let number = record.pointer("/dynamodb/SequenceNumber").and_then(Value::as_str);
    let number = number.ok_or("it has no sequence number")?;
    let labels = [&old, &new].into_iter().flatten().flat_map(|it| it.labels()).collect();
    Ok(Step::of(number, (either.id, either.version), &either.cell(), &tally, &labels))
}

fn order(record: &Value, name: &str) -> Result<Option<Box<Order>>, String> {
    match image(record, name)? {
        Some(StreamImage::Order(order)) => Ok(Some(order)),
        Some(StreamImage::Batch(_) | StreamImage::Challenge(_)) | None => Ok(None),
    }
}
