//! The stream is the outbox: what changed in the table becomes events.

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
    feed::{Fed, fed, feed},
    image::image,
    order_event::order_event,
    outgoing::{Outgoing, publish},
    payment_event::payment_event,
    watch_stock::watch,
};
use crate::{App, Failure};

/// How long a record that cannot be read is kept, as long as those that the
/// service gives up on are in their bucket.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The largest record that is kept whole: an item has at most 400 KB.
const KEPT_BYTES: usize = 390_000;

/// Publishes each change of a batch of stream records at least once, in order
/// per order: the next event of an order goes out only after the one before it
/// was taken. Answers the positions of records that are to come again.
///
/// # Errors
///
/// When a record that cannot be read could not be kept.
pub async fn publish_changes(app: &App, records: &[Value]) -> Result<BTreeSet<usize>, Failure> {
    let (mut outgoing, mut changes) = (Vec::new(), Vec::new());
    for (position, record) in records.iter().enumerate() {
        match read(position, record) {
            Ok(Some(Said { events, change })) => {
                outgoing.extend(events);
                changes.extend(change);
            }
            Ok(None) => {}
            Err(problem) => keep(app, record, &problem).await?,
        }
    }
    // Before the events, whose retries somebody who looks at the list should not wait for.
    let unfed = feed(app, records, changes).await;
    let mut failed = publish(app, outgoing).await;
    failed.extend(unfed);
    // After the events, which are not to wait for it.
    failed.extend(watch(app, records).await);
    Ok(failed)
}

/// What is published for one stream record.
struct Said {
    /// Events for the bus.
    events: Vec<Outgoing>,
    /// Its entry in the change feed.
    change: Option<Fed>,
}

/// What one record says; nothing where it is of a kind that makes no events.
fn read(position: usize, record: &Value) -> Result<Option<Said>, String> {
    let Some(new) = image(record, "NewImage")? else { return Ok(None) };
    let old = image(record, "OldImage")?;
    let change = fed(position, &new, old.as_ref());
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
        // It is written once, and goes when it is old.
        (StreamImage::Reported(new), None) => std::iter::once(payment_event(&new)).collect(),
        (StreamImage::Reported(_), Some(_)) => Ok(Vec::new()),
    };
    let item = record.pointer("/dynamodb/Keys/pk/S").and_then(Value::as_str).unwrap_or_default();
    let outgoing = |event| Outgoing { record: position, item: item.to_owned(), event };
    let events = events.map_err(|error| error.to_string())?;
    Ok(Some(Said { events: events.into_iter().map(outgoing).collect(), change }))
}

/// A change's events, then its code: who hears of an order first hears that it
/// was placed.
fn of_order(old: Option<&Order>, new: &Order) -> Result<Vec<BusEvent>, serde_json::Error> {
    let version = old.map_or(0, |old| old.version);
    let sent = old.and_then(|old| old.hold).map_or(0, |hold| hold.send.number);
    let send = new.hold.map(|hold| hold.send).filter(|send| send.number > sent);
    new.events_after(version)
        .map(|event| order_event(&event))
        .chain(send.map(|send| code_event(&Subject::Order(new.id.suffix()), &send)))
        .collect()
}

/// An undecodable record must not hold up those behind it: it is kept, to be
/// replayed once its cause is mended, and the others go on.
async fn keep(app: &App, record: &Value, problem: &str) -> Result<(), Failure> {
    let id = record["eventID"].as_str().unwrap_or_default();
    count(Metric::RecordsSetAside);
    tracing::error!(event_id = id, problem, "a stream record cannot be read; it is kept");
    let whole = record.to_string();
    // Docket's items have a kilobyte or two: this one is somebody else's.
    let kept = if whole.len() > KEPT_BYTES { without_images(record).to_string() } else { whole };
    app.store.keep_dead_letter(id, kept, problem.to_owned(), app.now() + KEPT).await?;
    Ok(())
}

/// What identifies a record that is larger than an item may be.
fn without_images(record: &Value) -> Value {
    let mut record = record.clone();
    if let Some(change) = record.get_mut("dynamodb").and_then(Value::as_object_mut) {
        change.remove("NewImage");
        change.remove("OldImage");
    }
    record
}
