//! Putting events on the bus, in order for each item.

use std::{collections::BTreeSet, time::Duration};

use docket_platform::{BusEvent, MAX_ENTRIES};

use crate::App;

/// How often an event is put before its record is reported as failed.
const TRIES: u32 = 3;

/// An event that is not on the bus yet, and the record that it comes from.
pub(super) struct Outgoing {
    /// The position of its record in the batch.
    pub record: usize,
    /// The item that it is about; events of one item keep their order.
    pub item: String,
    /// The event.
    pub event: BusEvent,
}

/// Publishes events that do not come from the stream, each with the item that it is about. Returns
/// whether the bus accepted all of them.
pub(crate) async fn publish_all(app: &App, events: Vec<(String, BusEvent)>) -> bool {
    let outgoing = events.into_iter().enumerate();
    let outgoing = outgoing.map(|(record, (item, event))| Outgoing { record, item, event });
    publish(app, outgoing.collect()).await.is_empty()
}

/// Puts events in rounds, with at most one event of each item in a round. Returns the positions of
/// the records whose events the bus did not accept.
pub(super) async fn publish(app: &App, mut outgoing: Vec<Outgoing>) -> BTreeSet<usize> {
    let mut failed = BTreeSet::new();
    while !outgoing.is_empty() {
        let (round, rest) = next_round(outgoing);
        outgoing = rest;
        let refused = put(app, round).await;
        for lost in refused {
            // A later event of this item must not overtake it.
            outgoing.retain(|later| {
                let blocked = later.item == lost.item;
                if blocked {
                    failed.insert(later.record);
                }
                !blocked
            });
            failed.insert(lost.record);
        }
    }
    failed
}

/// Splits off the first event of each item, as many as one call accepts.
fn next_round(outgoing: Vec<Outgoing>) -> (Vec<Outgoing>, Vec<Outgoing>) {
    let (mut round, mut rest): (Vec<Outgoing>, Vec<Outgoing>) = (Vec::new(), Vec::new());
    let mut busy = BTreeSet::new();
    for event in outgoing {
        let first = busy.insert(event.item.clone());
        if first && round.len() < MAX_ENTRIES {
            round.push(event);
        } else {
            rest.push(event);
        }
    }
    (round, rest)
}

/// Puts one round, with retries and exponential backoff. Returns the events that the bus did not
/// accept.
pub(super) async fn put(app: &App, mut round: Vec<Outgoing>) -> Vec<Outgoing> {
    for attempt in 1..=TRIES {
        let events = round.iter().map(|outgoing| outgoing.event.clone()).collect();
        match app.bus.put(events).await {
            Ok(outcomes) => {
                let mut outcomes = outcomes.into_iter();
                round.retain(|_| !matches!(outcomes.next(), Some(Ok(()))));
            }
            Err(error) => tracing::warn!(%error, attempt, "events were not taken"),
        }
        if round.is_empty() {
            break;
        }
        if attempt < TRIES {
            tokio::time::sleep(Duration::from_millis(100 << attempt)).await;
        }
    }
    round
}
