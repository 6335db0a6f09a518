//! Counting the stream's changes exactly once.
//!
//! One transaction writes the counters that a batch changes, its line in the journal, and the
//! position in its shard, on the condition that the position is still the former one. A batch that
//! is delivered again, in whole, in part or overlapping, counts only what comes after the stored
//! position.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use docket_domain::{Cell, Counter, OrderId, ProductId, ProductLabel, Tally};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::names::{self, Key};
use crate::{
    Item, Store, StoreError,
    table::{Cancelled, key, keys, number, put_action, text},
};

/// The most counter items in a transaction. DynamoDB allows 100 actions in a transaction.
const ACTIONS: usize = 96;
/// The most counters of one item in a transaction. DynamoDB allows an expression of 4 KB.
const COUNTERS: usize = 100;
/// The most products of one step, each with two items.
const PRODUCTS: usize = 35;
/// How often counting starts again because another reader of the shard moved the position.
const TRIES: usize = 5;
/// How long positions and the journal are kept. The stream keeps its records for a day.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The counters that one record of the stream changes, or a part of them when they are too many for
/// one transaction.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its position in its shard. All positions have one length, so that they sort as texts.
    place: String,
    order: OrderId,
    version: u32,
    cell: Cell,
    tally: Tally,
    labels: BTreeMap<ProductId, ProductLabel>,
}

impl Step {
    /// The steps of a record. A record that is delivered again has equal steps. A record that
    /// changes no counter has none.
    #[must_use]
    pub fn of(
        sequence_number: &str,
        (order, version): (OrderId, u32),
        cell: &Cell,
        tally: &Tally,
        labels: &BTreeMap<ProductId, ProductLabel>,
    ) -> Vec<Self> {
        let products: BTreeSet<_> =
            tally.iter().filter_map(|(counter, _)| counter.product()).collect();
        let products: Vec<_> = products.into_iter().collect();
        let parts = products.len().div_ceil(PRODUCTS).max(usize::from(!tally.is_empty()));
        let part_of = |counter: &Counter| {
            let at = counter.product().and_then(|it| products.binary_search(&it).ok());
            at.map_or(0, |at| at / PRODUCTS)
        };
        (0..parts)
            .map(|part| Self {
                place: format!("{sequence_number:0>40}.{part:02}"),
                order,
                version,
                cell: cell.clone(),
                tally: tally
                    .iter()
                    .filter(|(counter, _)| part_of(counter) == part)
                    .map(|(counter, count)| (counter.clone(), count))
                    .collect(),
                labels: labels.clone(),
            })
            .collect()
    }
}

/// The additions to counter items, by the items' keys.
#[derive(Debug, Default)]
pub(crate) struct Additions(BTreeMap<Key, Addition>);

#[derive(Debug, Default)]
struct Addition {
    counts: BTreeMap<String, i64>,
    label: Option<ProductLabel>,
}

impl Additions {
    /// Adds a tally. Returns `false`, and adds nothing, when that would be too much for one
    /// transaction.
    pub(crate) fn add(
        &mut self,
        cell: &Cell,
        tally: &Tally,
        labels: &BTreeMap<ProductId, ProductLabel>,
        part: u32,
    ) -> bool {
        let wanted: Vec<_> = tally
            .iter()
            .flat_map(|(counter, count)| {
                let label = counter.product().and_then(|product| labels.get(product));
                let places = names::places(cell, counter, part);
                places.into_iter().map(move |(key, attribute)| (key, attribute, count, label))
            })
            .collect();
        let new: BTreeSet<_> =
            wanted.iter().map(|it| &it.0).filter(|key| !self.0.contains_key(*key)).collect();
        let full = |key: &Key| self.0.get(key).is_some_and(|it| it.counts.len() >= COUNTERS);
        if self.0.len() + new.len() > ACTIONS || wanted.iter().any(|it| full(&it.0)) {
            return false;
        }
        for (key, attribute, count, label) in wanted {
            let addition = self.0.entry(key).or_default();
            *addition.counts.entry(attribute).or_default() += count;
            if let Some(label) = label {
                addition.label = Some(label.clone());
            }
        }
        true
    }

    /// The transaction's actions that make the additions.
    pub(crate) fn actions(self, table: &str) -> Result<Vec<TransactWriteItem>, StoreError> {
        let additions = self.0.into_iter();
        let mut actions = Vec::new();
        for ((pk, sk), Addition { mut counts, label }) in additions {
            counts.retain(|_, count| *count != 0);
            if !counts.is_empty() {
                actions.push(addition(table, (pk, &sk), counts, label)?);
            }
        }
        Ok(actions)
    }
}

fn addition(
    table: &str,
    (pk, sk): (String, &str),
    counts: BTreeMap<String, i64>,
    label: Option<ProductLabel>,
) -> Result<TransactWriteItem, StoreError> {
    let mut update = Update::builder().table_name(table).set_key(Some(key(pk, sk)));
    let mut parts = Vec::new();
    for (at, (attribute, count)) in counts.into_iter().enumerate() {
        update = update
            .expression_attribute_names(format!("#{at}"), attribute)
            .expression_attribute_values(format!(":{at}"), number(count));
        parts.push(format!("#{at} :{at}"));
    }
    let mut expression = format!("ADD {}", parts.join(", "));
    if let Some(ProductLabel { name, currency }) = label {
        expression.push_str(" SET nm = :nm, cy = :cy");
        let text = |text: &str| AttributeValue::S(text.to_owned());
        update = update
            .expression_attribute_values(":nm", text(name.as_str()))
            .expression_attribute_values(":cy", text(currency.code()));
    }
    let update = update.update_expression(expression).build();
    let update = update.map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().update(update).build())
}

impl Store {
    /// Counts those steps of one shard of the stream that were not counted yet. Returns the number
    /// of transactions. `token` is a random name of this attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn count_steps(
        &self,
        shard: &str,
        steps: &[Step],
        now: Timestamp,
        token: &str,
    ) -> Result<usize, StoreError> {
        if steps.is_empty() {
            return Ok(0);
        }
        let mut transactions = 0;
        for _ in 0..TRIES {
            let mut place = self.place_in(shard).await?;
            let behind = |step: &&Step| place.as_ref().is_none_or(|place| step.place > *place);
            let mut steps: Vec<&Step> = steps.iter().filter(behind).collect();
            let mut moved = false;
            while !steps.is_empty() && !moved {
                let (chunk, rest) = self.first_of(shard, &steps, place.as_deref(), now)?;
                let next = steps[steps.len() - rest - 1].place.clone();
                transactions += 1;
                match self.transact(chunk, &format!("{token}-{transactions}")).await {
                    Ok(()) => place = Some(next),
                    Err(Cancelled::Conditions(_)) => moved = true,
                    Err(Cancelled::Other(error)) => return Err(error),
                }
                steps = steps.split_off(steps.len() - rest);
            }
            if !moved {
                return Ok(transactions);
            }
        }
        Err(StoreError::Busy)
    }

    /// The last position in a shard that was counted.
    async fn place_in(&self, shard: &str) -> Result<Option<String>, StoreError> {
        let found = self.get(keys::place_in(shard), keys::PLACE, true).await?;
        Ok(found.and_then(|item| text(&item, "at").map(str::to_owned)))
    }

    /// A transaction that counts the first steps, and the number of remaining steps.
    fn first_of(
        &self,
        shard: &str,
        steps: &[&Step],
        place: Option<&str>,
        now: Timestamp,
    ) -> Result<(Vec<TransactWriteItem>, usize), StoreError> {
        let part = part(shard);
        let mut additions = Additions::default();
        let fits = |step: &&&Step| additions.add(&step.cell, &step.tally, &step.labels, part);
        let taken = steps.iter().take_while(fits).count();
        // A single step always fits, because it has few products and few statuses.
        let Some(last) = taken.checked_sub(1).and_then(|at| steps.get(at)) else {
            return Err(StoreError::Unavailable("a change is too large to be counted".to_owned()));
        };
        let mut actions = vec![
            self.move_on(shard, place, last, now)?,
            put_action(self.table(), journal(shard, part, &steps[..taken], now))?,
        ];
        actions.extend(additions.actions(self.table())?);
        Ok((actions, steps.len() - taken))
    }

    /// The action that moves the position of a shard, if it is still the former one.
    fn move_on(
        &self,
        shard: &str,
        place: Option<&str>,
        last: &Step,
        now: Timestamp,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut item = key(keys::place_in(shard), keys::PLACE);
        item.insert("at".to_owned(), AttributeValue::S(last.place.clone()));
        item.insert(keys::TTL.to_owned(), number((now + KEPT).as_second()));
        let put = Put::builder().table_name(self.table()).set_item(Some(item));
        let put = match place {
            None => put.condition_expression("attribute_not_exists(pk)"),
            Some(place) => put
                .condition_expression("#at = :at")
                .expression_attribute_names("#at", "at")
                .expression_attribute_values(":at", AttributeValue::S(place.to_owned())),
        };
        let put = put.build().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}

/// A line of the journal: the orders whose changes were counted, and their cells.
fn journal(shard: &str, part: u32, steps: &[&Step], now: Timestamp) -> Item {
    let last = steps.last().map_or("", |step| step.place.as_str());
    let texts = |texts: BTreeSet<String>| {
        AttributeValue::L(texts.into_iter().map(AttributeValue::S).collect())
    };
    let changes = steps.iter().map(|it| format!("{}:{}", it.order.suffix().as_str(), it.version));
    let cells = steps.iter().map(|it| super::cell_name(&it.cell));
    let day = now.to_zoned(TimeZone::UTC).date();
    let sort = format!("{:013}#{:016x}", now.as_millisecond(), hash(&format!("{shard} {last}")));
    let mut item = key(keys::journal(part, day), &sort);
    item.insert("or".to_owned(), texts(changes.collect()));
    item.insert("ce".to_owned(), texts(cells.collect()));
    item.insert(keys::TTL.to_owned(), number((now + KEPT).as_second()));
    item
}

/// The counter part that a shard writes.
fn part(shard: &str) -> u32 {
    u32::try_from(hash(shard) % u64::from(keys::COUNTER_PARTS)).unwrap_or(0)
}

/// The FNV-1a hash. It is equal on every machine and in every version.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
