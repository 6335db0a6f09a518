//! Reading orders, and committing what happens to them.

use docket_domain::{ContactState, CustomerKey, Hold, Order, OrderId, Suffix};
use jiff::Timestamp;

use crate::{
    Store, StoreError,
    changes::Expression,
    db::{Cancelled, Outcome, Refused, key, number, text, update_action},
    keys,
    records::{OrderRecord, StoredOrder, item, read},
};

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commit {
    /// It is committed.
    Done,
    /// Somebody else changed the order first: read and decide again.
    Stale,
}

/// A page of a list, and where the next one begins.
#[derive(Debug)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The sort key after which the next page begins, if there may be more.
    pub next: Option<String>,
}

impl Store {
    /// The order with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn find_order(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        let stored = self.order(id.suffix()).await?;
        Ok(stored.map(|stored| stored.order).filter(|order| order.id == id))
    }

    /// The order with this suffix and the request that placed it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn order(&self, suffix: Suffix) -> Result<Option<StoredOrder>, StoreError> {
        let found = self.get(keys::order(suffix), keys::ORDER, true).await?;
        found.map(read::<OrderRecord, _>).transpose()
    }

    /// Commits the change of `old` to `new`, with the stock that it returns.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit(
        &self,
        old: &Order,
        change: &docket_domain::Change,
    ) -> Result<Commit, StoreError> {
        let expression = changed(old, &change.order)?;
        let pk = keys::order(old.id.suffix());
        if change.returned.is_empty() {
            let update = self.update(pk, keys::ORDER, expression);
            return match self.write(update).await {
                Ok(_) => Ok(Commit::Done),
                Err(Refused::Other(error)) => Err(error),
                Err(Refused::Condition(found)) => settle(found.map(|item| *item), &change.order),
            };
        }
        let mut actions = vec![update_action(self.table(), pk, keys::ORDER, expression)?];
        for draw in &change.returned {
            let mut back = Expression::default();
            back.add("av", draw.quantity).add("rt", draw.quantity).only_if(
                keys::PK,
                "=",
                aws_sdk_dynamodb::types::AttributeValue::S(keys::bucket(
                    &draw.product,
                    draw.bucket,
                )),
            );
            let pk = keys::bucket(&draw.product, draw.bucket);
            actions.push(update_action(self.table(), pk, keys::BUCKET, back)?);
        }
        match self.transact(actions, change_of(&change.order)).await {
            Ok(()) => Ok(Commit::Done),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().next() {
                Some(Outcome::Failed(found)) => settle(found, &change.order),
                Some(Outcome::Held) | None => {
                    Err(StoreError::Unavailable("a stock item is gone".to_owned()))
                }
            },
        }
    }

    /// Commits that another code is sent for an order, and counts it against
    /// the phone. No change of the order: its version stays.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn resend(
        &self,
        order: &Order,
        hold: &Hold,
        contact: (Option<&ContactState>, &ContactState),
        token: &str,
        now: Timestamp,
    ) -> Result<Commit, StoreError> {
        let resent = Order { hold: Some(*hold), ..order.clone() };
        let expression = changed(order, &resent)?;
        let pk = keys::order(order.id.suffix());
        let actions = vec![
            update_action(self.table(), pk, keys::ORDER, expression)?,
            self.contact_action(contact.0, contact.1, now)?,
        ];
        match self.transact(actions, token).await {
            Ok(()) => Ok(Commit::Done),
            Err(Cancelled::Conditions(_)) => Ok(Commit::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The orders whose deadline in one part of the index has passed, the
    /// most overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn overdue(
        &self,
        part: u32,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<Suffix>, StoreError> {
        let query = self
            .query(keys::DEADLINE_INDEX, part.to_string())
            .key_condition_expression("#partition = :partition AND #sort <= :sort")
            .expression_attribute_names("#sort", keys::DEADLINE_INDEX.sort)
            .expression_attribute_values(
                ":sort",
                aws_sdk_dynamodb::types::AttributeValue::S(keys::due_until(now)),
            )
            .limit(limit);
        let (items, _) = self.fetch(query).await?;
        Ok(items.iter().filter_map(|item| keys::order_suffix(text(item, keys::PK)?)).collect())
    }

    /// How many parts the deadline index has.
    pub const DEADLINE_PARTS: u32 = keys::DEADLINE_SHARDS;

    /// A customer's orders, newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn customer_orders(
        &self,
        customer: &CustomerKey,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Order>, StoreError> {
        let (index, partition) = (keys::CUSTOMER_INDEX, customer.to_string());
        let sorts = self.page_of_keys(index, partition, after, limit, false, order_key).await?;
        let wanted = sorts
            .items
            .iter()
            .filter_map(|sort| keys::id_in(sort)?.parse().ok())
            .map(|suffix| (keys::order(suffix), keys::ORDER));
        let mut orders = Vec::new();
        for item in self.batch_get(wanted).await? {
            orders.push(read::<OrderRecord, StoredOrder>(item)?.order);
        }
        orders.sort_by_key(|order| std::cmp::Reverse((order.placed_at, order.id.suffix())));
        Ok(Page { items: orders, next: sorts.next })
    }

    /// A page of an index's sort keys. `pk_of` makes an item's key from its
    /// sort key, so that the place in a list is one short string.
    pub(crate) async fn page_of_keys(
        &self,
        index: keys::Index,
        partition: String,
        after: Option<&str>,
        limit: u32,
        oldest_first: bool,
        pk_of: fn(&str) -> Option<(String, &'static str)>,
    ) -> Result<Page<String>, StoreError> {
        let start = after.and_then(|sort| {
            let (pk, sk) = pk_of(sort)?;
            let mut start = key(pk, sk);
            let value = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
            start.insert(index.partition.to_owned(), value(&partition));
            start.insert(index.sort.to_owned(), value(sort));
            Some(start)
        });
        let query = self
            .query(index, partition.clone())
            .scan_index_forward(oldest_first)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(start);
        let (items, more) = self.fetch(query).await?;
        let sorts: Vec<String> =
            items.iter().filter_map(|item| text(item, index.sort).map(str::to_owned)).collect();
        let next = if more { sorts.last().cloned() } else { None };
        Ok(Page { items: sorts, next })
    }
}

fn order_key(sort: &str) -> Option<(String, &'static str)> {
    Some((keys::order(keys::id_in(sort)?.parse().ok()?), keys::ORDER))
}

/// The update that turns `old` into `new`, if nobody changed it meanwhile.
/// The hold's send number is part of the condition: resending is no change of
/// the version, but makes a decision about the former code stale.
fn changed(old: &Order, new: &Order) -> Result<Expression, StoreError> {
    // The request's mark and the index of all orders never change, so any do.
    let record = |order: &Order| {
        let mark = crate::RequestMark { caller: [0; 16], body: [0; 16] };
        item(&OrderRecord::new(&StoredOrder { order: order.clone(), mark }, 1))
    };
    let mut expression = Expression::between(&record(old)?, &record(new)?);
    expression.only_if("v", "=", number(old.version));
    if let Some(hold) = &old.hold {
        expression.only_if("sn", "=", number(hold.send.number));
    }
    Ok(expression)
}

/// The name of the newest change.
fn change_of(order: &Order) -> &str {
    order.timeline.last().map_or("", |entry| entry.change.as_str())
}

/// A failed condition may be our own write, whose answer was lost.
fn settle(found: Option<crate::Item>, new: &Order) -> Result<Commit, StoreError> {
    let Some(found) = found else { return Ok(Commit::Stale) };
    let stored: StoredOrder = read::<OrderRecord, _>(found)?;
    let ours = stored.order.timeline.iter().any(|entry| entry.change.as_str() == change_of(new));
    Ok(if ours { Commit::Done } else { Commit::Stale })
}
