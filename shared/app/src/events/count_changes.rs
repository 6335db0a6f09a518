//! Counting the changes in the table's stream for statistics.

use docket_domain::{Order, Tally};
use docket_store::{Step, StreamImage};
use serde_json::Value;

use super::image::image;
use crate::{App, Failure};

/// The outcome of counting a batch of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many changes the batch contained.
    pub steps: usize,
    /// How many transactions counted them.
    pub transactions: usize,
}

/// Counts the changes in a batch of one shard. Each change is counted exactly once, however often
/// the batch is delivered: the transaction that counts also moves the position in the shard.
///
/// # Errors
///
/// When the table does not answer.
pub async fn count_changes(app: &App, shard: &str, records: &[Value]) -> Result<Counted, Failure> {
    let mut steps = Vec::new();
    for record in records {
        match read(record) {
            Ok(mut found) => steps.append(&mut found),
            // publish-order-events stores the record as a dead letter. Its change is not counted.
            Err(problem) => {
                let id = record["eventID"].as_str().unwrap_or_default();
                tracing::error!(event_id = id, problem, "a stream record cannot be counted");
            }
        }
    }
    let transactions =
        app.store.count_steps(shard, &steps, app.now(), app.stamp()?.change.as_str()).await?;
    tracing::info!(records = records.len(), steps = steps.len(), transactions, "counted");
    Ok(Counted { steps: steps.len(), transactions })
}

/// The steps of a record: the difference between its new and its old image.
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
        Some(StreamImage::Batch(_) | StreamImage::Challenge(_) | StreamImage::Reported(_))
        | None => Ok(None),
    }
}
