//! The change feed: for each seller, which orders and batches changed. Open web pages poll it.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::SellerId;
use docket_store::{FeedChange, StreamImage};
use serde_json::Value;

use crate::App;

/// A seller's order or batch that a record of the stream changed.
pub(super) struct FeedEntry {
    /// The position of the record in its batch.
    pub record: usize,
    seller: SellerId,
    change: FeedChange,
}

/// The feed entry of a record, if it gives an order or a batch a new version. An order that must be
/// paid for before its seller sees it has no entry until then.
pub(super) fn feed_entry(
    record: usize,
    new: &StreamImage,
    old: Option<&StreamImage>,
) -> Option<FeedEntry> {
    let (seller, change) = match new {
        StreamImage::Order(order) => (order.seller.clone(), FeedChange::of_order(order)),
        StreamImage::Batch(batch) => (batch.seller.clone(), FeedChange::of_batch(batch)),
        StreamImage::Challenge(_) | StreamImage::Reported(_) => return None,
    };
    if let StreamImage::Order(order) = new
        && order.awaits_payment()
        && old.is_none_or(|old| matches!(old, StreamImage::Order(old) if old.awaits_payment()))
    {
        return None;
    }
    let before = match old {
        Some(StreamImage::Order(old)) => old.version,
        Some(StreamImage::Batch(old)) => old.version,
        Some(StreamImage::Challenge(_) | StreamImage::Reported(_)) | None => 0,
    };
    (change.version > before).then_some(FeedEntry { record, seller, change })
}

/// Writes the feed entries of a batch of records, one item for each seller. Returns the positions
/// of the records whose entries could not be written.
pub(super) async fn feed(app: &App, records: &[Value], entries: Vec<FeedEntry>) -> BTreeSet<usize> {
    // The item is named after the batch's first record, so that every batch of every shard writes
    // an item of its own.
    let Some(first) = records.first().and_then(|record| record["eventID"].as_str()) else {
        return BTreeSet::new();
    };
    let mut changes: BTreeMap<SellerId, Vec<FeedChange>> = BTreeMap::new();
    let mut positions: BTreeMap<SellerId, Vec<usize>> = BTreeMap::new();
    for FeedEntry { record, seller, change } in entries {
        positions.entry(seller.clone()).or_default().push(record);
        changes.entry(seller).or_default().push(change);
    }
    let lost = app.store.keep_changes(changes, (app.now(), first)).await;
    let lost = lost.into_iter().inspect(|(seller, error)| {
        tracing::warn!(%seller, %error, "changes are not in the feed; their records come again");
    });
    lost.filter_map(|(seller, _)| positions.remove(&seller)).flatten().collect()
}
