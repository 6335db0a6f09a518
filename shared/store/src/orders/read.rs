//! Reading orders.

use docket_domain::{Order, OrderId, Suffix};
use jiff::Timestamp;

use crate::{
    Due, Page, Store, StoreError,
    records::{OrderRecord, StoredOrder, read, read_history},
    table::keys,
};

impl Store {
    /// The order with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn find_order(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        let stored = self.order(id.suffix()).await?;
        Ok(stored.map(|stored| stored.order).filter(|order| order.id == id))
    }

    /// The order with this suffix, and the mark of the request that placed it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn order(&self, suffix: Suffix) -> Result<Option<StoredOrder>, StoreError> {
        let found = self.get(keys::order(suffix), keys::ORDER, true).await?;
        found.map(read::<OrderRecord, _>).transpose()
    }

    /// An order with its whole history as of its version, including the lines that are stored in
    /// other items.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or a part is missing.
    pub async fn with_history(&self, order: Order) -> Result<Order, StoreError> {
        if order.earlier == 0 {
            return Ok(order);
        }
        // The history items are read after the order, so they contain the lines that left the order
        // in between.
        let pk = keys::order(order.id.suffix());
        let mut beside = Vec::new();
        for item in self.partition(pk.clone(), Some(keys::HISTORY)).await? {
            beside.extend(read_history(item, &order)?);
        }
        let missing = || StoreError::Corrupt { key: pk, problem: "lines are missing".to_owned() };
        order.with_history(beside).ok_or_else(missing)
    }

    /// A page of the orders whose deadline of a kind, in one part of the index,
    /// has passed, the most overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn overdue(
        &self,
        due: Due,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<Suffix>, StoreError> {
        let page = self.due(due, part, now, after, limit).await?;
        let items = page.items.iter().filter_map(|pk| keys::order_suffix(pk)).collect();
        Ok(Page { items, next: page.next })
    }

    /// The orders with these ids that exist, in the given sequence, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn find_orders(&self, ids: &[OrderId]) -> Result<Vec<StoredOrder>, StoreError> {
        let mut wanted: Vec<_> =
            ids.iter().map(|id| (keys::order(id.suffix()), keys::ORDER)).collect();
        // A read may contain a key only once.
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
}
