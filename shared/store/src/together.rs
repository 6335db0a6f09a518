//! Several orders that change in one transaction, or not at all.

use docket_domain::{Change, Order, OrderId};

use crate::{
    Commit, Recorded, Saved, Store, StoreError, StoredOrder,
    actions::create_action,
    committing::{receipt_of, settle},
    db::{Cancelled, Outcome},
    keys,
    records::{OrderRecord, ReceiptRecord, item, read},
};

/// Changes that belong together.
#[derive(Debug)]
pub struct Together<'a> {
    /// The orders as they were decided on, with what becomes of them. None of
    /// it returns or takes stock, or redeems or restores vouchers.
    pub changes: &'a [(Order, Change)],
    /// A new order, and how many partitions a month of all orders is spread
    /// over.
    pub made: Option<(&'a StoredOrder, u32)>,
    /// The request that they are recorded for.
    pub recorded: Option<&'a Recorded<'a>>,
}

impl Store {
    /// The orders with these ids, strongly read, in the order given; without
    /// those that there are not.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn find_orders(&self, ids: &[OrderId]) -> Result<Vec<StoredOrder>, StoreError> {
        let mut wanted: Vec<_> =
            ids.iter().map(|id| (keys::order(id.suffix()), keys::ORDER)).collect();
        // A key may stand only once in a read.
        wanted.sort();
        wanted.dedup();
        let mut found: Vec<StoredOrder> = Vec::new();
        for item in self.batch_get(wanted).await? {
            found.push(read::<OrderRecord, StoredOrder>(item)?);
        }
        let place = |stored: &StoredOrder| ids.iter().position(|id| *id == stored.order.id);
        found.retain(|stored| place(stored).is_some());
        found.sort_by_key(place);
        Ok(found)
    }

    /// Commits changes of several orders with the new order and the receipt
    /// that belong to them, or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit_together(&self, together: &Together<'_>) -> Result<Saved, StoreError> {
        let Some((first, change)) = together.changes.first() else { return Ok(Saved::Done) };
        let mut actions = Vec::new();
        for (old, change) in together.changes {
            actions.extend(self.change_actions(old, change).await?.split().1);
        }
        if let Some((made, shards)) = together.made {
            actions.push(create_action(self.table(), made.item(shards)?)?);
        }
        if let Some(recorded) = together.recorded {
            let receipt =
                ReceiptRecord { no: "merge".to_owned(), ..receipt_of(recorded, first.id) };
            actions.push(create_action(self.table(), item(&receipt)?)?);
        }
        let name = change.order.timeline.last().map_or("", |entry| entry.change.as_str());
        match self.transact(actions, name).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Other(error)) => Err(error),
            // The first order comes first: it is ours, and all with it, or none.
            Err(Cancelled::Conditions(outcomes)) => {
                let ours = match outcomes.into_iter().next() {
                    Some(Outcome::Failed(found)) => settle(found, &change.order)? == Commit::Done,
                    Some(Outcome::Held) | None => false,
                };
                Ok(if ours { Saved::Done } else { Saved::Stale })
            }
        }
    }
}
