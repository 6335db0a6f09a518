//! The change feed: the changes of a seller's orders and batches in the last hour. An open page
//! learns from it which ones to read again.
//!
//! An item contains the changes of one seller in one batch of the stream. Readers of the feed read
//! the changed orders themselves. So a feed may repeat changes, and it is not an outbox: a lost
//! change is visible when the list is read the next time.

use std::collections::BTreeMap;

use docket_domain::{Batch, Order, SellerId};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Item, Store, StoreError,
    records::{Malformed, item, record},
    table::{Refused, keys, text},
};

/// How long an item is kept.
pub const FEED_KEPT: SignedDuration = SignedDuration::from_hours(1);

/// Whether an item with this partition key belongs to a feed.
#[must_use]
pub fn is_feed(pk: &str) -> bool {
    pk.starts_with(keys::FEED)
}

/// The kind of a changed object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangedKind {
    /// An order.
    Order,
    /// A batch.
    Batch,
}

impl ChangedKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Order, Self::Batch];

    /// The name in responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Batch => "batch",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Order => "o",
            Self::Batch => "b",
        }
    }
}

/// The new version of an order or a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedChange {
    /// Its kind.
    pub kind: ChangedKind,
    /// Its id.
    pub id: String,
    /// Its new version.
    pub version: u32,
    /// Its status.
    pub status: String,
    /// An order's phase.
    pub phase: Option<String>,
    /// When it changed.
    pub at: Timestamp,
}

impl FeedChange {
    /// The entry of a changed order.
    #[must_use]
    pub fn of_order(order: &Order) -> Self {
        Self {
            kind: ChangedKind::Order,
            id: order.id.to_string(),
            version: order.version,
            status: order.status.name.to_owned(),
            phase: Some(order.status.phase.name().to_owned()),
            at: order.updated_at(),
        }
    }

    /// The entry of a changed batch.
    #[must_use]
    pub fn of_batch(batch: &Batch) -> Self {
        Self {
            kind: ChangedKind::Batch,
            id: batch.id.to_string(),
            version: batch.version,
            status: batch.status.name().to_owned(),
            phase: None,
            at: batch.changed_at,
        }
    }

    /// The newest entry of each order and batch, sorted by time.
    #[must_use]
    pub fn newest(changes: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut newest: BTreeMap<(ChangedKind, String), Self> = BTreeMap::new();
        for change in changes {
            let known = newest.entry((change.kind, change.id.clone()));
            let known = known.or_insert_with(|| change.clone());
            if known.version < change.version {
                *known = change;
            }
        }
        let mut newest: Vec<Self> = newest.into_values().collect();
        newest.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        newest
    }
}

/// An item of the feed.
#[derive(Debug, Serialize, Deserialize)]
struct FeedRecord {
    pk: String,
    sk: String,
    /// Changes: kind, id, version, status, phase, time.
    ch: Vec<(String, String, u32, String, Option<String>, i64)>,
    ttl: i64,
}

impl Store {
    /// Stores the changes of each seller. The tuple contains the time, and the id of the first
    /// record of the batch of the stream. Returns the sellers whose changes could not be stored,
    /// with the error.
    pub async fn keep_changes(
        &self,
        changes: BTreeMap<SellerId, Vec<FeedChange>>,
        (now, record): (Timestamp, &str),
    ) -> Vec<(SellerId, StoreError)> {
        let kept = changes.into_iter().map(async |(seller, changes)| {
            let kept = self.keep_changes_of(&seller, changes, (now, record)).await;
            kept.err().map(|error| (seller, error))
        });
        join_all(kept).await.into_iter().flatten().collect()
    }

    async fn keep_changes_of(
        &self,
        seller: &SellerId,
        changes: Vec<FeedChange>,
        (now, record): (Timestamp, &str),
    ) -> Result<(), StoreError> {
        let change = |it: FeedChange| {
            (
                it.kind.code().to_owned(),
                it.id,
                it.version,
                it.status,
                it.phase,
                it.at.as_millisecond(),
            )
        };
        let record = FeedRecord {
            pk: keys::feed(seller),
            sk: keys::by_time(now, record),
            ch: FeedChange::newest(changes).into_iter().map(change).collect(),
            ttl: (now + FEED_KEPT).as_second(),
        };
        match self.write_put(self.put(item(&record)?)).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The newest changes of a seller's orders and batches since `from`; `None` when they exceed
    /// one read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn changes_since(
        &self,
        seller: &SellerId,
        from: Timestamp,
    ) -> Result<Option<Vec<FeedChange>>, StoreError> {
        let from = keys::by_time(keys::within(from), "");
        let page = self.strong_page(keys::feed(seller), &from, keys::LAST).await?;
        let (items, false) = page else { return Ok(None) };
        let mut changes = Vec::new();
        for item in items {
            changes.extend(read(item)?);
        }
        Ok(Some(FeedChange::newest(changes)))
    }
}

fn read(found: Item) -> Result<Vec<FeedChange>, StoreError> {
    let key = text(&found, keys::PK).unwrap_or_default().to_owned();
    let corrupt = |Malformed(problem)| StoreError::Corrupt { key, problem };
    let changes = record::<FeedRecord>(found).and_then(|record| {
        let changes = record.ch.into_iter();
        let change = |(code, id, version, status, phase, at): (String, _, _, _, _, i64)| {
            let kind = ChangedKind::ALL.into_iter().find(|kind| kind.code() == code);
            let kind = kind.ok_or_else(|| Malformed("ch: an unknown kind".to_owned()))?;
            let at =
                Timestamp::from_millisecond(at).map_err(|it| Malformed(format!("ch: {it}")))?;
            Ok(FeedChange { kind, id, version, status, phase, at })
        };
        changes.map(change).collect::<Result<Vec<_>, Malformed>>()
    });
    changes.map_err(corrupt)
}
