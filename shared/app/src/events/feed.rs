//! What changed, for those who look at a seller's orders and batches now.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::SellerId;
use docket_store::{FeedChange, StreamImage};
use serde_json::Value;

use crate::App;

/// A seller's order or batch that a record of the stream changed.
pub(super) struct Fed {
    /// The record's position.
    pub record: usize,
    seller: SellerId,
    change: FeedChange,
}

/// What a record says to the feed: an order or a batch that has another version. An
/// order comes into it when its seller gets it.
pub(super) fn fed(record: usize, new: &StreamImage, old: Option<&StreamImage>) -> Option<Fed> {
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
    (change.version > before).then_some(Fed { record, seller, change })
}

/// Writes what a batch of records changed, an item for each seller. Answers the
/// positions of records whose changes could not be written.
pub(super) async fn feed(app: &App, records: &[Value], fed: Vec<Fed>) -> BTreeSet<usize> {
    // The item is named after the batch's first record, so that readers of other shards, and of other
    // batches of this one, write others.
    let Some(first) = records.first().and_then(|record| record["eventID"].as_str()) else {
        return BTreeSet::new();
    };
    let mut changes: BTreeMap<SellerId, Vec<FeedChange>> = BTreeMap::new();
    let mut positions: BTreeMap<SellerId, Vec<usize>> = BTreeMap::new();
    for Fed { record, seller, change } in fed {
        positions.entry(seller.clone()).or_default().push(record);
        changes.entry(seller).or_default().push(change);
    }
    let lost = app.store.keep_changes(changes, (app.now(), first)).await;
    let lost = lost.into_iter().inspect(|(seller, error)| {
        tracing::warn!(%seller, %error, "changes are not in the feed; their records come again");
    });
    lost.filter_map(|(seller, _)| positions.remove(&seller)).flatten().collect()
}
