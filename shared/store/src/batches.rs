//! Batches. A batch and its orders change in one transaction.

use std::collections::BTreeSet;

use docket_domain::{
    Batch, BatchChange, BatchId, Change, MemberId, Order, OrderId, SellerId, Suffix,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    Commit, Page, RequestMark, Store, StoreError,
    orders::{Committed, Role, Transaction, Unmet},
    records::{BatchRecord, OrderRecord, StoredBatch, StoredOrder, item, read},
    table::{Action, Expression, Key, keys, number, number_in, text},
};

/// The outcome of a change of a batch and its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchCommit {
    /// All of it is committed.
    Done,
    /// A concurrent change of the batch or of one of its orders was faster. Nothing is committed,
    /// and the caller must read and decide again.
    Stale,
    /// The histories of its orders make the change larger than a transaction may be.
    TooLarge,
}

/// The data that a new batch is decided on.
#[derive(Debug)]
pub struct BatchScene {
    /// The batch with this id, if this request or another one created it already.
    pub before: Option<StoredBatch>,
    /// The orders that exist.
    pub orders: Vec<Order>,
    /// The batches of those orders that have not ended.
    pub living: Vec<BatchId>,
    /// How many batches of that day the seller has.
    pub count: u32,
}

/// A span of time, including both ends. An absent end is unlimited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// The beginning.
    pub from: Option<Timestamp>,
    /// The end.
    pub to: Option<Timestamp>,
}

impl Span {
    /// The intersection of two spans.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let to = match (self.to, other.to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        // `None` is less than any timestamp.
        Self { from: self.from.max(other.from), to }
    }

    fn has(self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at <= to)
    }
}

/// Which batches are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchList {
    /// Those of a seller.
    Seller(SellerId),
    /// Those of a driver.
    Driver(MemberId),
    /// Those of all sellers, except batches from before this list existed.
    All,
}

impl Store {
    /// The batch with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn batch(&self, id: &BatchId) -> Result<Option<Batch>, StoreError> {
        let found = self.get(keys::batch(id), keys::BATCH, true).await?;
        found.map(read::<BatchRecord, _>).transpose()
    }

    /// A batch's orders in the sequence of delivery, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn batch_orders(&self, batch: &Batch) -> Result<Vec<Order>, StoreError> {
        let mut orders = self.orders_of_batches(std::slice::from_ref(batch)).await?;
        orders.sort_by_key(|order| batch.sequence(order.id));
        Ok(orders)
    }

    /// The orders of some batches, each once, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn orders_of_batches(&self, batches: &[Batch]) -> Result<Vec<Order>, StoreError> {
        // An order may have moved from one of them to another.
        self.orders_with(batches.iter().flat_map(|batch| &batch.orders)).await
    }

    /// A batch's orders and the orders `others`, each once, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn orders_of_batch_and(
        &self,
        batch: &Batch,
        others: &[OrderId],
    ) -> Result<Vec<Order>, StoreError> {
        self.orders_with(batch.orders.iter().chain(others)).await
    }

    async fn orders_with(
        &self,
        ids: impl IntoIterator<Item = &OrderId>,
    ) -> Result<Vec<Order>, StoreError> {
        // A read may contain a key only once.
        let ids: BTreeSet<Suffix> = ids.into_iter().map(OrderId::suffix).collect();
        let keys = ids.into_iter().map(|suffix| (keys::order(suffix), keys::ORDER));
        let mut orders = Vec::new();
        for item in self.batch_get(keys).await? {
            orders.push(read::<OrderRecord, StoredOrder>(item)?.order);
        }
        Ok(orders)
    }

    /// The batches of these orders that have not ended, with strongly consistent reads. They may be
    /// read after the orders, because an order leaves only batches that have ended, and an ended
    /// batch never becomes active again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn living_batches(&self, orders: &[Order]) -> Result<Vec<BatchId>, StoreError> {
        let batches: BTreeSet<&BatchId> =
            orders.iter().filter_map(|order| Some(&order.delivery.as_ref()?.batch)).collect();
        let mut living = Vec::new();
        if batches.is_empty() {
            return Ok(living);
        }
        let keys = batches.into_iter().map(|id| (keys::batch(id), keys::BATCH));
        for item in self.batch_get(keys).await? {
            let batch: Batch = read::<BatchRecord, _>(item)?;
            living.extend(batch.status.is_living().then_some(batch.id));
        }
        Ok(living)
    }

    /// Reads everything that a new batch is decided on.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn batch_scene(
        &self,
        id: &BatchId,
        seller: &SellerId,
        orders: &[OrderId],
        now: Timestamp,
    ) -> Result<BatchScene, StoreError> {
        let mut scene =
            BatchScene { before: None, orders: Vec::new(), living: Vec::new(), count: 0 };
        let counted = keys::batch_count(seller, &compact(day(now)));
        let mut wanted: Vec<_> =
            orders.iter().map(|id| (keys::order(id.suffix()), keys::ORDER)).collect();
        // A read may contain a key only once. The domain checks the request for repeated orders.
        wanted.sort();
        wanted.dedup();
        wanted.push((keys::batch(id), keys::BATCH));
        wanted.push((counted, keys::BATCH_COUNT));
        for item in self.batch_get(wanted).await? {
            match text(&item, keys::SK) {
                Some(keys::ORDER) => {
                    scene.orders.push(read::<OrderRecord, StoredOrder>(item)?.order);
                }
                Some(keys::BATCH) => scene.before = Some(read::<BatchRecord, _>(item)?),
                Some(_) | None => scene.count = number_in(&item, "n").unwrap_or(0),
            }
        }
        scene.living = self.living_batches(&scene.orders).await?;
        Ok(scene)
    }

    /// Commits a new batch with its orders, on the condition that neither an order nor the count
    /// has changed since they were read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn create_batch(
        &self,
        change: &BatchChange,
        mark: RequestMark,
        count: u32,
    ) -> Result<BatchCommit, StoreError> {
        let batch = &change.batch;
        let stored = StoredBatch { batch: batch.clone(), mark };
        let mut counter = Expression::default();
        counter.set("n", number(count + 1));
        if count == 0 {
            counter.only_if_absent(keys::PK);
        } else {
            counter.only_if("n", "=", number(count));
        }
        let counted = keys::batch_count(&batch.seller, &compact(day(batch.created_at)));
        let counted = Key::new(counted, keys::BATCH_COUNT);
        let transaction = Transaction::of(batch.change.as_str())
            .part(Role::Batch, Action::Create(item(&BatchRecord::new(&stored))?))?
            .part(Role::BatchCount, Action::Update(counted, counter))?;
        self.commit_orders(transaction, &change.orders).await
    }

    /// Commits a change of a batch and its orders in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit_batch(
        &self,
        old: &Batch,
        change: &BatchChange,
    ) -> Result<BatchCommit, StoreError> {
        let new = &change.batch;
        if new.version == old.version && change.orders.is_empty() {
            return Ok(BatchCommit::Done);
        }
        if new.version == old.version
            && let [(order, change)] = change.orders.as_slice()
        {
            return Ok(match self.commit(order, change).await? {
                Commit::Done => BatchCommit::Done,
                Commit::Stale | Commit::Short(_) | Commit::VoucherGone | Commit::VoucherUses(_) => {
                    BatchCommit::Stale
                }
            });
        }
        // The request's mark never changes, so any value is right here.
        let mark = RequestMark { caller: [0; 16], body: [0; 16] };
        let record =
            |batch: &Batch| item(&BatchRecord::new(&StoredBatch { batch: batch.clone(), mark }));
        let mut expression = Expression::between(&record(old)?, &record(new)?);
        expression.only_if("v", "=", number(old.version));
        let key = Key::new(keys::batch(&new.id), keys::BATCH);
        let transaction = Transaction::of(new.change.as_str())
            .part(Role::Batch, Action::Update(key, expression))?;
        self.commit_orders(transaction, &change.orders).await
    }

    async fn commit_orders(
        &self,
        mut transaction: Transaction,
        orders: &[(Order, Change)],
    ) -> Result<BatchCommit, StoreError> {
        for (old, change) in orders {
            transaction = self.and_change(transaction, old, change, &[]).await?;
        }
        match transaction.commit(self, 0).await? {
            Committed::Done => Ok(BatchCommit::Done),
            Committed::TooMany => Ok(BatchCommit::TooLarge),
            Committed::Refused(failed) => {
                Unmet::of(failed).ensure_any().map(|()| BatchCommit::Stale)
            }
        }
    }

    /// A page of batches that were created in a span of time, the newest first, with strongly
    /// consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn batches(
        &self,
        list: &BatchList,
        created: Span,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Batch>, StoreError> {
        let (index, partition) = match list {
            BatchList::Seller(seller) => (keys::SELLER_INDEX, keys::batches_of(seller)),
            BatchList::Driver(driver) => (keys::CUSTOMER_INDEX, keys::batches_by(driver)),
            BatchList::All => (keys::ALL_INDEX, keys::ALL_BATCHES.to_owned()),
        };
        let top = created.to.map(top);
        let after = after.or(top.as_deref());
        let sorts = self.page_of_keys(index, partition, after, limit, false, batch_key).await?;
        let mut items: Vec<Batch> = Vec::new();
        for item in self.batch_get(sorts.items.iter().filter_map(|it| batch_key(it))).await? {
            items.push(read::<BatchRecord, _>(item)?);
        }
        // The index is eventually consistent, so the current driver is checked.
        items.retain(|batch| match list {
            BatchList::Seller(seller) => batch.seller == *seller,
            BatchList::Driver(driver) => batch.driver.as_ref().is_some_and(|it| it.id == *driver),
            BatchList::All => true,
        });
        items.sort_by_key(|batch| std::cmp::Reverse((batch.created_at, batch.id.clone())));
        let is_older = |sort: &String| {
            created.from.zip(keys::time_in(sort)).is_some_and(|(from, at)| at < from)
        };
        let next = sorts.next.filter(|place| !is_older(place));
        items.retain(|batch| created.has(batch.created_at));
        Ok(Page { items, next })
    }
}

fn batch_key(sort: &str) -> Option<(String, &'static str)> {
    let id = keys::id_in(sort)?;
    // The position of [`top`] is not a batch's, but a list may begin there.
    let pk = if id == keys::LAST { keys::no_batch() } else { keys::batch(&id.parse().ok()?) };
    Some((pk, keys::BATCH))
}

/// The day of a moment, in UTC.
fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The position before the newest batch of a span that ends at this time.
fn top(ends: Timestamp) -> String {
    keys::until(keys::within(ends))
}
