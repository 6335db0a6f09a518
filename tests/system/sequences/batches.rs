//! Checks delivery batches against their orders, and against the requests and their responses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::sequences::{
    audit::Found,
    history::ensure,
    play::{About, Sent},
    script::BatchChange,
};

/// A batch as its item has it.
pub struct Batch {
    id: String,
    version: u64,
    status: String,
    driver: Option<String>,
    orders: Vec<String>,
}

/// An order's place in a batch, as the order's item has it.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    batch: String,
    driver: Option<String>,
    sequence: u64,
}

impl Batch {
    pub fn read(id: String, item: &Value) -> Self {
        let orders = item["or"].as_array().unwrap().iter();
        Self {
            id,
            version: item["v"].as_u64().unwrap(),
            status: item["st"].as_str().unwrap().to_owned(),
            driver: item["dv"].as_str().map(str::to_owned),
            orders: orders.map(|id| id.as_str().unwrap().to_owned()).collect(),
        }
    }

    fn is_open(&self) -> bool {
        !["COMPLETED", "CANCELLED"].contains(&&*self.status)
    }

    /// The place of an order in this batch.
    fn place(&self, order: &str) -> Option<Place> {
        let at = self.orders.iter().position(|id| id == order)?;
        let sequence = u64::try_from(at).unwrap() + 1;
        Some(Place { batch: self.id.clone(), driver: self.driver.clone(), sequence })
    }
}

impl Place {
    pub fn read(item: &Value) -> Option<Self> {
        let text = |name: &str| item[name].as_str().map(str::to_owned);
        let sequence = item["ds"].as_u64();
        text("ba").map(|batch| Self { batch, driver: text("dv"), sequence: sequence.unwrap() })
    }
}

/// Checks all batches.
pub fn check(batches: &[Batch], orders: &[Found], sent: &[&Sent]) -> Result<(), String> {
    agree(batches, orders)?;
    answered(batches, sent)?;
    explained(batches, orders, sent)?;
    moved(orders, sent)
}

/// Checks that an order and its batch agree on the order's place, and that each order of an open
/// batch has this place, so that no order is in two batches.
fn agree(batches: &[Batch], orders: &[Found]) -> Result<(), String> {
    for order in orders {
        let Some(place) = &order.place else { continue };
        let batch = batches.iter().find(|batch| batch.id == place.batch);
        // Orders of a cancelled batch are free.
        let batch = batch.filter(|batch| batch.status != "CANCELLED");
        let said = batch.and_then(|batch| batch.place(&order.id));
        ensure!(said.as_ref() == Some(place), "{}: its place is {place:?}, not {said:?}", order.id);
    }
    for batch in batches.iter().filter(|batch| batch.is_open()) {
        for id in &batch.orders {
            let order = orders.iter().find(|order| order.id == *id);
            let order = order.ok_or("an order of a batch is gone")?;
            let (said, place) = (batch.place(id), &order.place);
            ensure!(said == *place, "{id}: its place is {place:?}, not {said:?}");
        }
        ensure!(batch.status == "PENDING" || batch.driver.is_some(), "{}: no driver", batch.id);
    }
    Ok(())
}

/// Checks that each batch was requested, that each acknowledged change was made exactly once, and
/// that only the first steps of its orders changed it otherwise.
fn answered(batches: &[Batch], sent: &[&Sent]) -> Result<(), String> {
    let made = |sent: &&&Sent| matches!(sent.about, About::Batching(_));
    let (mut least, mut most) = (0, 0);
    for sent in sent.iter().filter(made) {
        let acknowledged = sent.done.iter().filter_map(|done| Some(&*done.batch.as_ref()?.0));
        let acknowledged: BTreeSet<&str> = acknowledged.collect();
        let there = acknowledged.iter().all(|id| batches.iter().any(|batch| batch.id == **id));
        ensure!(there, "a batch was made, and is gone: {sent:?}");
        let fresh = sent.done.iter().filter(|done| !done.replayed).count();
        ensure!(!sent.keyed || acknowledged.len() <= 1, "one key made two batches: {sent:?}");
        ensure!(fresh <= acknowledged.len(), "two answers say that they were the first: {sent:?}");
        least += acknowledged.len();
        most += if sent.keyed {
            acknowledged.len().max(sent.unknown.min(1))
        } else {
            acknowledged.len() + sent.unknown
        };
    }
    ensure!(
        (least..=most).contains(&batches.len()),
        "{} batches, {least} to {most}",
        batches.len()
    );
    for batch in batches {
        let driven = || {
            sent.iter().filter(|it| matches!(&it.about, About::Driving(id, _) if *id == batch.id))
        };
        let versions: Vec<u64> = driven()
            .flat_map(|it| &it.done)
            .filter_map(|done| Some(done.batch.as_ref()?.1))
            .collect();
        let distinct: BTreeSet<u64> = versions.iter().copied().collect();
        // Repeating a pickup or a completion is answered with the current batch.
        let again = |change: BatchChange| {
            matches!(change, BatchChange::PickUp { .. } | BatchChange::Complete)
        };
        let repeats =
            driven().any(|it| matches!(&it.about, About::Driving(_, change) if again(*change)));
        let once = distinct.len() == versions.len();
        ensure!(once || repeats, "{}: one change for two: {versions:?}", batch.id);
        let later = distinct.iter().all(|version| (2..=batch.version).contains(version));
        ensure!(later, "{}: {versions:?} of {}", batch.id, batch.version);
        let unknown: usize = driven().map(|it| it.unknown).sum();
        // The first pickup and the first delivery of its orders also change the batch.
        let (acknowledged, steps) = (u64::try_from(distinct.len()).unwrap(), 2);
        let most = acknowledged + u64::try_from(unknown).unwrap() + steps;
        let changes = batch.version - 1;
        ensure!(
            (acknowledged..=most).contains(&changes),
            "{}: {changes} changes, {acknowledged} to {most}",
            batch.id
        );
    }
    Ok(())
}

/// Checks that changes of an order without a history line come from requests about its batches.
fn explained(batches: &[Batch], orders: &[Found], sent: &[&Sent]) -> Result<(), String> {
    // The orders with which a batch was created. They may have left it since.
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for batch in batches {
        members.entry(&batch.id).or_default().extend(batch.orders.iter().map(String::as_str));
    }
    for sent in sent {
        let About::Batching(asked) = &sent.about else { continue };
        for (id, _) in sent.done.iter().filter_map(|done| done.batch.as_ref()) {
            members.entry(id).or_default().extend(asked.iter().map(String::as_str));
        }
    }
    for order in orders {
        let names = |id: &str| members.get(id).is_some_and(|orders| orders.contains(&*order.id));
        let (mut least, mut most) = (0, 0);
        for sent in sent {
            let times = match &sent.about {
                About::Batching(asked) if asked.contains(&order.id) => {
                    least += usize::from(sent.done.iter().any(|done| done.batch.is_some()));
                    if sent.keyed { 1 } else { sent.done.len() + sent.unknown }
                }
                About::Driving(id, _) if names(id) => sent.done.len() + sent.unknown,
                // The id of a batch is unknown when its creation was never answered.
                _ => 0,
            };
            most += times;
        }
        let silent = usize::try_from(order.history.silent).unwrap();
        ensure!(
            (least..=most).contains(&silent),
            "{}: {silent} changes of its place in a batch, {least} to {most}",
            order.id
        );
    }
    Ok(())
}

/// Checks that as many orders were picked up and delivered with their batches as the responses say.
fn moved(orders: &[Found], sent: &[&Sent]) -> Result<(), String> {
    let together = |status: &str| {
        let lines = orders.iter().flat_map(|order| &order.lines);
        lines.filter(|it| it.kind == "m" && it.note.is_none() && it.status.name == status).count()
    };
    let about = |change: BatchChange| match change {
        BatchChange::PickUp { .. } => Some("PICKED_UP"),
        BatchChange::Complete => Some("DELIVERED"),
        BatchChange::Sequence { .. } | BatchChange::Reassign { .. } | BatchChange::Cancel => None,
    };
    for status in ["PICKED_UP", "DELIVERED"] {
        let (mut least, mut most) = (0, 0);
        for sent in sent {
            let About::Driving(_, change) = &sent.about else { continue };
            if about(*change) == Some(status) {
                let acknowledged: u64 = sent.done.iter().map(|done| done.moved).sum();
                least += usize::try_from(acknowledged).unwrap();
                most += usize::try_from(acknowledged).unwrap() + sent.unknown * orders.len();
            }
        }
        let there = together(status);
        ensure!(
            (least..=most).contains(&there),
            "{there} {status} with batches, {least} to {most}"
        );
    }
    Ok(())
}
