//! Events on their way to the bus, in order for each item.

use std::{collections::BTreeSet, time::Duration};

use docket_app::App;
use docket_platform::{BusEvent, MAX_ENTRIES};

/// How often a refused event is put again before the batch is given back.
const TRIES: u32 = 3;

/// An event on its way, and where it came from.
pub struct Outgoing {
    /// The position of its record.
    pub record: usize,
    /// The item that it is about; events of one item keep their order.
    pub item: String,
    /// The event itself.
    pub event: BusEvent,
}

/// Publishes events that are not of the stream, each with the item that it is
/// about; answers whether all were taken.
pub(crate) async fn publish_all(app: &App, events: Vec<(String, BusEvent)>) -> bool {
    let outgoing = events.into_iter().enumerate();
    let outgoing = outgoing.map(|(record, (item, event))| Outgoing { record, item, event });
    publish(app, outgoing.collect()).await.is_empty()
}

/// Puts events in rounds, at most one of each item in a round; answers the
/// records whose events were not taken.
pub async fn publish(app: &App, mut outgoing: Vec<Outgoing>) -> BTreeSet<usize> {
    let mut failed = BTreeSet::new();
    while !outgoing.is_empty() {
        let (round, rest) = next_round(outgoing);
        outgoing = rest;
        let refused = put(app, round).await;
        for lost in refused {
            // What follows on the same item must not overtake it.
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

/// Splits off the first events of different items, as many as one call takes.
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

/// Puts one round; answers what the bus did not take.
pub async fn put(app: &App, mut round: Vec<Outgoing>) -> Vec<Outgoing> {
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
