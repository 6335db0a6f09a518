//! Lists of orders, newest first, with filters.
//!
//! A list reads one index: by seller, by customer or of all orders. So its cost does not grow with
//! the number of other orders. Other conditions are checked on a bounded number of rows, so a page
//! may be short, even empty, and still have a next page.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{CustomerKey, Order, OrderFilter, OrderId, Search, SellerId, Suffix, Summary};
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

use crate::{
    Page, Store, StoreError,
    orders::sorted_sources::{Chunk, Merged, merge},
    records::{OrderRecord, StoredOrder, read, read_row},
    table::{
        keys::{self, Index},
        text,
    },
};

/// The most index rows that are checked for a page, not counting the last read; for a larger page,
/// the size of the page.
const ROWS: usize = 500;
/// The most orders that are read for a page when index rows do not show whether they match; for a
/// larger page, the size of the page.
const ORDERS: usize = 200;
/// The least number of rows that are read with one request when most of them may not match.
const CHUNK: usize = 100;
/// The most months that are searched for a page.
const MONTHS: u32 = 12;

/// Which orders are listed, and thus by which index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// All orders, by the index of all orders.
    All {
        /// The number of partitions per month in the index of all orders.
        shards: u32,
    },
    /// Those of a seller.
    Seller(SellerId),
    /// Those of a customer.
    Customer(CustomerKey),
}

/// A list of orders.
#[derive(Debug, Clone)]
pub struct OrderList {
    /// The index to read.
    pub of: Whose,
    /// The conditions on the orders.
    pub filter: OrderFilter,
    /// The current time; the list begins with its month.
    pub now: Timestamp,
}

impl OrderList {
    fn has(&self, order: &Order) -> bool {
        let of = match &self.of {
            Whose::All { .. } => true,
            // A seller does not see an order that must be paid first until it is paid.
            Whose::Seller(seller) => order.seller == *seller && !order.awaits_payment(),
            Whose::Customer(customer) => {
                let is_shown = self.filter.seller.is_none() || !order.awaits_payment();
                order.customer.key == *customer && is_shown
            }
        };
        of && self.filter.has(order)
    }

    /// Whether an index row shows whether its order matches the list.
    fn rows_suffice(&self) -> bool {
        match &self.of {
            Whose::Seller(_) => true,
            Whose::All { .. } | Whose::Customer(_) => {
                !self.filter.is_selective() && self.filter.seller.is_none()
            }
        }
    }

    /// The position before the newest order.
    fn top(&self) -> String {
        let to = self.filter.to.map(|to| keys::until(keys::within(to)));
        match &self.of {
            Whose::Seller(_) | Whose::Customer(_) => to.unwrap_or_else(|| keys::LAST.to_owned()),
            Whose::All { .. } => {
                let next_month = keys::month(self.now).saturating_add(1.month());
                let end = day_before(next_month);
                to.map_or(end.clone(), |to| to.min(end))
            }
        }
    }

    /// The position before the newest order of the previous month, if the list includes that month.
    fn month_before(&self, below: &str) -> Option<String> {
        let month = keys::month(keys::time_in(below)?);
        let place = day_before(month);
        let first = self.filter.from.map_or(keys::FIRST_MONTH, keys::month).max(keys::FIRST_MONTH);
        (month > first).then_some(place)
    }
}

/// The position after all orders that were placed before a day.
fn day_before(day: jiff::civil::Date) -> String {
    let begins = day.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |begins| begins.timestamp());
    keys::until(begins.saturating_sub(SignedDuration::from_millis(1)).unwrap_or(begins))
}

impl Store {
    /// How many orders of a seller have not ended. The index is eventually consistent.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn count_open_orders(&self, seller: &SellerId) -> Result<u64, StoreError> {
        self.count_items(keys::SELLER_INDEX, &keys::open_orders(seller)).await
    }

    /// A page of a list, newest first, with strongly consistent reads of the orders. Orders that
    /// change while the index is read are checked in their current state.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn list_orders(
        &self,
        list: &OrderList,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Order>, StoreError> {
        if !list.filter.ids.is_empty() {
            return self.named_orders(list).await;
        }
        if let Some(page) = self.named_order(list, after).await? {
            return Ok(page);
        }
        let limit = limit as usize;
        let place = Some(after.map_or_else(|| list.top(), str::to_owned));
        let mut walk =
            Walk { store: self, list, place, rows_left: ROWS.max(limit), months_left: MONTHS };
        let mut items: Vec<Order> = Vec::new();
        let mut orders_left = ORDERS.max(limit);
        while items.len() < limit && orders_left > 0 {
            let room = if list.rows_suffice() { limit - items.len() } else { CHUNK };
            let found = walk.find(room.min(orders_left)).await?;
            if found.is_empty() {
                break;
            }
            orders_left -= found.len();
            let found = found.into_iter().map(|(suffix, _)| suffix).collect();
            let mut orders = self.orders(found).await?.into_iter();
            for order in orders.by_ref() {
                if list.has(&order) {
                    items.push(order);
                }
                if items.len() == limit {
                    break;
                }
            }
            // The next page begins with the orders that were read and did not fit.
            if let (false, Some(last)) = (orders.as_slice().is_empty(), items.last()) {
                walk.place = Some(place_of(last));
            }
        }
        Ok(Page { items, next: walk.place })
    }

    /// A page of the summaries of a list, newest first. A seller's list reads them from the
    /// seller's index, which is eventually consistent, without reading the orders.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn list_rows(
        &self,
        list: &OrderList,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Summary>, StoreError> {
        if !list.rows_suffice() || !list.filter.ids.is_empty() {
            let Page { items, next } = self.list_orders(list, after, limit).await?;
            return Ok(Page { items: items.iter().map(Order::summary).collect(), next });
        }
        if let Some(Page { items, next }) = self.named_order(list, after).await? {
            return Ok(Page { items: items.iter().map(Order::summary).collect(), next });
        }
        let limit = limit as usize;
        let place = Some(after.map_or_else(|| list.top(), str::to_owned));
        let rows_left = ROWS.max(limit);
        let mut walk = Walk { store: self, list, place, rows_left, months_left: MONTHS };
        let found = walk.find(limit).await?;
        // Only for orders from an earlier release, whose index rows are incomplete.
        let unread = found.iter().filter(|(_, row)| row.is_none()).map(|(suffix, _)| *suffix);
        let read = self.orders(unread.collect()).await?;
        let read: BTreeMap<Suffix, Summary> = read
            .iter()
            .filter(|order| list.has(order))
            .map(|order| (order.id.suffix(), order.summary()))
            .collect();
        let row =
            |(suffix, row): (Suffix, Option<Summary>)| row.or_else(|| read.get(&suffix).cloned());
        Ok(Page { items: found.into_iter().filter_map(row).collect(), next: walk.place })
    }

    /// The only page of a list that is restricted to certain order ids. Orders that do not match
    /// the list's other conditions are left out.
    async fn named_orders(&self, list: &OrderList) -> Result<Page<Order>, StoreError> {
        let wanted: BTreeSet<Suffix> = list.filter.ids.iter().map(OrderId::suffix).collect();
        let mut items = self.orders(wanted.into_iter().collect()).await?;
        items.retain(|order| list.has(order));
        Ok(Page { items, next: None })
    }

    /// The only page of a list that is searched by an order's number, if there is such an order.
    /// The search text may also be a name.
    async fn named_order(
        &self,
        list: &OrderList,
        after: Option<&str>,
    ) -> Result<Option<Page<Order>>, StoreError> {
        let (named, is_name) = match &list.filter.search {
            Some(Search::Number(id)) => (Some(id.suffix()), false),
            Some(Search::Typed(typed)) => (typed.suffix(), !typed.is_nothing()),
            Some(Search::Phone(_)) | None => (None, true),
        };
        let found = match named.filter(|_| after.is_none()) {
            Some(suffix) => self.order(suffix).await?.map(|stored| stored.order),
            None => None,
        };
        let items: Vec<Order> = found.into_iter().filter(|order| list.has(order)).collect();
        let is_all = !is_name || !items.is_empty();
        Ok(is_all.then_some(Page { items, next: None }))
    }

    /// Orders, newest first, with strongly consistent reads.
    pub(crate) async fn orders(&self, suffixes: Vec<Suffix>) -> Result<Vec<Order>, StoreError> {
        let wanted = suffixes.into_iter().map(|suffix| (keys::order(suffix), keys::ORDER));
        let mut orders = Vec::new();
        for item in self.batch_get(wanted).await? {
            orders.push(read::<OrderRecord, StoredOrder>(item)?.order);
        }
        orders.sort_by_key(|order| std::cmp::Reverse((order.placed_at, order.id.suffix())));
        Ok(orders)
    }

    /// The newest orders of one partition of an index, between two positions.
    async fn chunk(
        &self,
        index: Index,
        partition: String,
        (from, below): (&str, &str),
        size: usize,
    ) -> Result<Chunk<Option<Summary>>, StoreError> {
        if from > below {
            return Ok(Chunk { rows: Vec::new(), more: false });
        }
        let value = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
        // BETWEEN includes both ends, and the order at the upper end is on an earlier page already,
        // so one more row is read.
        let query = self
            .query(index, partition)
            .key_condition_expression("#partition = :partition AND #sort BETWEEN :from AND :below")
            .expression_attribute_names("#sort", index.sort)
            .expression_attribute_values(":from", value(from))
            .expression_attribute_values(":below", value(below))
            .scan_index_forward(false)
            .limit(i32::try_from(size + 1).unwrap_or(i32::MAX));
        let (items, more) = self.fetch(query).await?;
        let mut rows = Vec::new();
        for item in items {
            let Some(sort) = text(&item, index.sort).filter(|sort| *sort < below) else { continue };
            let sort = sort.to_owned();
            // The other indexes contain only keys.
            let row = if index.name == keys::SELLER_INDEX.name { read_row(item)? } else { None };
            rows.push((sort, row));
        }
        Ok(Chunk { rows, more })
    }
}

fn place_of(order: &Order) -> String {
    keys::by_time(order.placed_at, order.id.suffix().as_str())
}

/// An order that was found in an index, and its row if the index has it.
type Found = (Suffix, Option<Summary>);

/// A cursor that reads a list's index from newest to oldest.
struct Walk<'a> {
    store: &'a Store,
    list: &'a OrderList,
    /// The position down to which the index was read; `None` when it was read completely.
    place: Option<String>,
    rows_left: usize,
    months_left: u32,
}

impl Walk<'_> {
    /// The next `wanted` orders that match as far as the index shows, with their rows if the index
    /// has them. There are fewer when the list ends or the limit of reads is reached.
    async fn find(&mut self, wanted: usize) -> Result<Vec<Found>, StoreError> {
        let mut found: Vec<Found> = Vec::new();
        while let Some(place) = self.place.clone()
            && found.len() < wanted
            && self.rows_left > 0
            && self.months_left > 0
        {
            let Merged { rows, next } = self.read(&place, wanted).await?;
            let next = next.or_else(|| self.further(&place));
            let mut rows = rows.into_iter();
            self.place = next;
            while let Some((sort, row)) = rows.next() {
                if row.as_ref().is_some_and(|row| !self.list.filter.matches(row)) {
                    continue;
                }
                let suffix = keys::id_in(&sort).and_then(|id| id.parse().ok());
                found.extend(suffix.map(|suffix| (suffix, row)));
                if found.len() == wanted {
                    if !rows.as_slice().is_empty() {
                        self.place = Some(sort);
                    }
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Where the list continues when its sources have no more rows below a position.
    fn further(&mut self, place: &str) -> Option<String> {
        match &self.list.of {
            Whose::Seller(_) | Whose::Customer(_) => None,
            Whose::All { .. } => {
                self.months_left -= 1;
                self.list.month_before(place)
            }
        }
    }

    /// The newest rows below a position, of all sources.
    async fn read(
        &mut self,
        below: &str,
        wanted: usize,
    ) -> Result<Merged<Option<Summary>>, StoreError> {
        let size = if self.list.filter.is_selective() { CHUNK.max(wanted) } else { wanted };
        let from = self.list.filter.from.map_or(Timestamp::UNIX_EPOCH, keys::within);
        let from = keys::by_time(from, "");
        let range = (from.as_str(), below);
        let chunks = match &self.list.of {
            Whose::Customer(customer) => {
                let partition = customer.to_string();
                vec![self.store.chunk(keys::CUSTOMER_INDEX, partition, range, size).await?]
            }
            Whose::Seller(seller) => {
                // Open orders are read before closed ones. So an order that is closed meanwhile is
                // found in one of both partitions, or in both.
                let (open, closed) = self.list.filter.sides();
                let open = open.then(|| keys::open_orders(seller));
                let closed = closed.then(|| keys::closed_orders(seller));
                let mut chunks = Vec::new();
                for partition in open.into_iter().chain(closed) {
                    let chunk = self.store.chunk(keys::SELLER_INDEX, partition, range, size);
                    chunks.push(chunk.await?);
                }
                chunks
            }
            Whose::All { shards } => {
                let month = keys::time_in(below).unwrap_or(self.list.now);
                let shards = (0..*shards).map(|shard| {
                    let partition = keys::all_orders(month, shard);
                    self.store.chunk(keys::ALL_INDEX, partition, range, size)
                });
                try_join_all(shards).await?
            }
        };
        let read: usize = chunks.iter().map(|chunk| chunk.rows.len()).sum();
        self.rows_left = self.rows_left.saturating_sub(read);
        Ok(merge(chunks))
    }
}
