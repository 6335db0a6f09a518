//! Publishing the table's changes as events. The table's stream is the outbox.

use std::collections::BTreeSet;

use docket_domain::Order;
use docket_platform::{
    BusEvent,
    metrics::{Metric, count},
};
use docket_store::{StreamImage, Subject};
use jiff::SignedDuration;
use serde_json::Value;

use super::{
    batch_event::batch_event,
    code_event::code_event,
    feed::{FeedEntry, feed, feed_entry},
    image::image,
    order_event::order_event,
    outgoing::{Outgoing, publish},
    payment_event::payment_event,
    watch_stock::watch,
};
use crate::{App, Failure};

/// How long a record that cannot be read is kept: as long as the bucket keeps the records that
/// Lambda has given up on.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The largest record that is kept whole, in bytes: a DynamoDB item has at most 400 KB.
const KEPT_BYTES: usize = 390_000;

/// Publishes each change of a batch of stream records at least once, in sequence for each order:
/// an order's next event is put only after the bus accepted the previous one. Returns the positions
/// of the records that must be delivered again.
///
/// # Errors
///
/// When a record that cannot be read could not be kept.
pub async fn publish_changes(app: &App, records: &[Value]) -> Result<BTreeSet<usize>, Failure> {
    let (mut outgoing, mut changes) = (Vec::new(), Vec::new());
    for (position, record) in records.iter().enumerate() {
        match read(position, record) {
            Ok(Some(Published { events, change })) => {
                outgoing.extend(events);
                changes.extend(change);
            }
            Ok(None) => {}
            Err(problem) => keep(app, record, &problem).await?,
        }
    }
    // The feed is written first, so that an open page does not wait for retries of events.
    let not_in_feed = feed(app, records, changes).await;
    let mut failed = publish(app, outgoing).await;
    failed.extend(not_in_feed);
    // Stock is looked at last, so that it does not delay the events.
    failed.extend(watch(app, records).await);
    Ok(failed)
}

/// What is published for one stream record.
struct Published {
    /// Events for the bus.
    events: Vec<Outgoing>,
    /// Its entry in the change feed.
    change: Option<FeedEntry>,
}

/// What is published for one record; `None` for an item of a kind that has no events.
fn read(position: usize, record: &Value) -> Result<Option<Published>, String> {
    let Some(new) = image(record, "NewImage")? else { return Ok(None) };
    let old = image(record, "OldImage")?;
    let change = feed_entry(position, &new, old.as_ref());
    let events: Result<Vec<BusEvent>, serde_json::Error> = match (new, old) {
        (StreamImage::Order(new), Some(StreamImage::Order(old))) => of_order(Some(&old), &new),
        (StreamImage::Order(new), _) => of_order(None, &new),
        (StreamImage::Batch(new), old) => {
            let before = match old {
                Some(StreamImage::Batch(old)) => old.version,
                Some(
                    StreamImage::Order(_) | StreamImage::Challenge(_) | StreamImage::Reported(_),
                )
                | None => 0,
            };
            (new.version > before).then(|| batch_event(&new)).into_iter().collect()
        }
        (StreamImage::Challenge(new), old) => {
            let before = match old {
                Some(StreamImage::Challenge(old)) => old.send.number,
                Some(StreamImage::Order(_) | StreamImage::Batch(_) | StreamImage::Reported(_))
                | None => 0,
            };
            let sent = (new.send.number > before).then_some(&new.send);
            sent.map(|send| code_event(&Subject::Challenge(new.id), send)).into_iter().collect()
        }
        // A report is written once, and expires later.
        (StreamImage::Reported(new), None) => std::iter::once(payment_event(&new)).collect(),
        (StreamImage::Reported(_), Some(_)) => Ok(Vec::new()),
    };
    let item = record.pointer("/dynamodb/Keys/pk/S").and_then(Value::as_str).unwrap_or_default();
    let outgoing = |event| Outgoing { record: position, item: item.to_owned(), event };
    let events = events.map_err(|error| error.to_string())?;
    Ok(Some(Published { events: events.into_iter().map(outgoing).collect(), change }))
}

/// The events of an order's change, then the request for its code, so that the first event of an
/// order is that it was placed.
fn of_order(old: Option<&Order>, new: &Order) -> Result<Vec<BusEvent>, serde_json::Error> {
    let version = old.map_or(0, |old| old.version);
    let sent = old.and_then(|old| old.hold).map_or(0, |hold| hold.send.number);
    let send = new.hold.map(|hold| hold.send).filter(|send| send.number > sent);
    new.events_after(version)
        .map(|event| order_event(&event))
        .chain(send.map(|send| code_event(&Subject::Order(new.id.suffix()), &send)))
        .collect()
}

/// Stores a record that cannot be read as a dead letter, so that it does not block the records
/// after it. It can be replayed when its cause is fixed.
async fn keep(app: &App, record: &Value, problem: &str) -> Result<(), Failure> {
    let id = record["eventID"].as_str().unwrap_or_default();
    count(Metric::RecordsSetAside);
    tracing::error!(event_id = id, problem, "a stream record cannot be read; it is kept");
    let whole = record.to_string();
    // Docket's items have one or two kilobytes, so Docket did not write a larger one.
    let kept = if whole.len() > KEPT_BYTES { without_images(record).to_string() } else { whole };
    app.store.keep_dead_letter(id, kept, problem.to_owned(), app.now() + KEPT).await?;
    Ok(())
}

/// A record without its images, because it is larger than an item may be.
fn without_images(record: &Value) -> Value {
    let mut record = record.clone();
    if let Some(change) = record.get_mut("dynamodb").and_then(Value::as_object_mut) {
        change.remove("NewImage");
        change.remove("OldImage");
    }
    record
}
