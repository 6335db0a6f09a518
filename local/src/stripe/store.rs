//! Stores the records in memory and in a journal in the data folder.
//!
//! All changes of one request are one line of the journal, which is written before they become
//! visible. A killed program leaves all of them or none.

use std::{collections::BTreeMap, path::PathBuf, sync::Mutex};

use anyhow::Result;
use docket_platform::{digest, random};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    fault::Fault,
    hex::hex,
    objects::{Charge, Delivery, Dispute, Endpoint, Event, Intent, KeptAnswer, Movement, Refund},
};
use crate::files::{self, Journal};

/// A record of any kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// A payment intent.
    Intent(Intent),
    /// An attempt to pay.
    Charge(Charge),
    /// A refund.
    Refund(Refund),
    /// A dispute.
    Dispute(Dispute),
    /// A movement of the balance.
    Movement(Movement),
    /// An event.
    Event(Event),
    /// A delivery of an event.
    Delivery(Delivery),
    /// The endpoint of webhooks.
    Endpoint(Endpoint),
    /// The stored answer of an idempotency key.
    KeptAnswer(KeptAnswer),
    /// A fault that was ordered.
    Fault(Fault),
}

/// A kind of record.
pub trait Stored: Clone + 'static {
    /// The prefix of its ids.
    const PREFIX: &'static str;

    /// Its id.
    fn id(&self) -> String;

    /// Converts it to a record of any kind.
    fn wrap(self) -> Object;

    /// The record, if it is of this kind.
    fn unwrap(object: &Object) -> Option<&Self>;
}

/// The records of one kind: the prefix of its ids, and how an id is read.
macro_rules! stored {
    ($($kind:ident $prefix:literal $id:expr;)*) => {$(
        impl Stored for $kind {
            const PREFIX: &'static str = $prefix;

            fn id(&self) -> String {
                let id: fn(&Self) -> String = $id;
                id(self)
            }

            fn wrap(self) -> Object {
                Object::$kind(self)
            }

            fn unwrap(object: &Object) -> Option<&Self> {
                if let Object::$kind(found) = object { Some(found) } else { None }
            }
        }
    )*};
}

stored! {
    Intent "pi_" |it| it.id.clone();
    Charge "ch_" |it| it.id.clone();
    Refund "re_" |it| it.id.clone();
    Dispute "dp_" |it| it.id.clone();
    Movement "txn_" |it| it.id.clone();
    Event "evt_" |it| it.id.clone();
    Delivery "whd_" |it| it.id.clone();
    Fault "fault_" |it| it.id.clone();
    // There is at most one.
    Endpoint "we_" |_| "we_endpoint".to_owned();
    KeptAnswer "key_" |it| kept_answer_id(&it.account.to_string(), &it.key);
}

/// The id of the stored answer of an account's idempotency key.
pub fn kept_answer_id(account: &str, key: &str) -> String {
    format!("key_{account}/{key}")
}

/// A record, and its position in the order in which the records were created.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Row {
    number: u64,
    object: Object,
}

/// A line of the journal: the new state of records, and `null` for removed ones.
type Line = BTreeMap<String, Option<Row>>;

/// All records.
#[derive(Default)]
struct Rows {
    rows: BTreeMap<String, Row>,
    next: u64,
}

impl Rows {
    fn apply(&mut self, line: Line) {
        for (id, row) in line {
            match row {
                Some(row) => {
                    self.next = self.next.max(row.number + 1);
                    self.rows.insert(id, row);
                }
                None => {
                    self.rows.remove(&id);
                }
            }
        }
    }
}

/// The records, on disk when there is a file.
pub struct Store {
    kept: Mutex<(Rows, Journal<Line>)>,
}

impl Store {
    /// Opens the records of a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written.
    pub fn open(file: Option<PathBuf>) -> Result<Self> {
        let journal = Journal::open(file)?;
        let mut rows = Rows::default();
        for line in journal.entries() {
            rows.apply(Line::clone(line));
        }
        Ok(Self { kept: Mutex::new((rows, journal)) })
    }

    /// Runs `work` with the given time. Its changes are stored when this returns.
    ///
    /// # Errors
    ///
    /// The journal could not be written, and the records are unchanged; or the system returns no
    /// random bytes.
    pub fn work<T>(&self, now: Timestamp, work: impl FnOnce(&mut Work<'_>) -> T) -> Result<T> {
        let seed = random::<16>()?;
        let mut kept = files::lock(&self.kept);
        let (rows, journal) = &mut *kept;
        let mut at_work = Work { rows, now, changed: Line::new(), made: 0, seed, request: None };
        let done = work(&mut at_work);
        let changed = at_work.changed;
        if !changed.is_empty() {
            journal.append(changed.clone())?;
            rows.apply(changed);
        }
        Ok(done)
    }
}

/// The records during one unit of work.
pub struct Work<'a> {
    rows: &'a Rows,
    /// The time of the work.
    pub now: Timestamp,
    /// The request that causes it, with its idempotency key.
    pub request: Option<(String, Option<String>)>,
    changed: Line,
    made: u64,
    seed: [u8; 16],
}

impl Work<'_> {
    /// A new id, which cannot be guessed.
    pub fn new_id(&mut self, prefix: &str) -> String {
        self.made += 1;
        let bytes = [self.seed.as_slice(), &self.made.to_be_bytes()].concat();
        format!("{prefix}{}", hex(&digest(&bytes)[..12]))
    }

    /// A record by its id.
    pub fn find<T: Stored>(&self, id: &str) -> Option<T> {
        let row = match self.changed.get(id) {
            Some(changed) => changed.as_ref(),
            None => self.rows.rows.get(id),
        };
        row.and_then(|row| T::unwrap(&row.object)).cloned()
    }

    /// The records of a kind, in no particular order.
    pub fn each<T: Stored>(&self) -> impl Iterator<Item = &T> {
        self.rows_of::<T>().filter_map(|row| T::unwrap(&row.object))
    }

    /// The records of a kind that match `wanted`, oldest first.
    pub fn those<T: Stored>(&self, wanted: impl Fn(&T) -> bool) -> Vec<T> {
        let found =
            self.rows_of::<T>().filter_map(|row| Some((row.number, T::unwrap(&row.object)?)));
        let mut found: Vec<_> = found.filter(|(_, record)| wanted(record)).collect();
        found.sort_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, record)| record.clone()).collect()
    }

    fn rows_of<T: Stored>(&self) -> impl Iterator<Item = &Row> {
        let from = || T::PREFIX.to_owned()..;
        let kept = self.rows.rows.range(from()).take_while(|(id, _)| id.starts_with(T::PREFIX));
        let kept = kept.filter(|(id, _)| !self.changed.contains_key(*id)).map(|(_, row)| row);
        let changed = self.changed.range(from()).take_while(|(id, _)| id.starts_with(T::PREFIX));
        kept.chain(changed.filter_map(|(_, row)| row.as_ref()))
    }

    /// Adds a record, or replaces the one with its id.
    pub fn put<T: Stored>(&mut self, record: T) {
        let id = record.id();
        let kept = self.changed.get(&id).map_or_else(|| self.rows.rows.get(&id), Option::as_ref);
        let new = self.rows.next + self.changed.len() as u64;
        let number = kept.map_or(new, |row| row.number);
        self.changed.insert(id, Some(Row { number, object: record.wrap() }));
    }

    /// Removes a record.
    pub fn remove<T: Stored>(&mut self, record: &T) {
        self.changed.insert(record.id(), None);
    }
}
