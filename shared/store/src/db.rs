//! The calls to `DynamoDB`: metered, and retried where that is safe.

mod refusals;

use std::{
    collections::HashMap,
    future::Future,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use aws_sdk_dynamodb::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::{
        put_item::{PutItemError, builders::PutItemFluentBuilder},
        query::builders::QueryFluentBuilder,
        transact_write_items::TransactWriteItemsError,
        update_item::{UpdateItemError, builders::UpdateItemFluentBuilder},
    },
    types::{
        AttributeValue, ConsumedCapacity, KeysAndAttributes, ReturnConsumedCapacity,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem,
    },
};

use crate::{StoreError, changes::Expression, keys};

use refusals::{cancellation, failure, is_conflict, may_repeat, refused, unavailable};

pub use refusals::{Cancelled, Outcome, Refused};

/// An item as the table has it.
pub type Item = HashMap<String, AttributeValue>;

/// The most keys that one `BatchGetItem` takes (service quota).
const BATCH: usize = 100;
/// How many items of a partition are read at a time; the service stops at 1 MB
/// by itself.
const RANGE: u32 = 1_000;
/// How often a refused but repeatable call is made in all. With full jitter
/// below [`backoff`]'s ceilings this waits a little over a second on average.
const TRIES: u32 = 8;

/// The table.
#[derive(Clone)]
pub struct Store {
    client: Client,
    table: Arc<str>,
    usage: Arc<Mutex<Usage>>,
}

/// What a store has used since it was made.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usage {
    /// Calls made, repeats included.
    pub round_trips: u64,
    /// Read request units, indexes included.
    pub read_units: f64,
    /// Write request units, indexes included.
    pub write_units: f64,
}

impl Store {
    /// The table called `table`.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into().into(), usage: Arc::default() }
    }

    /// What was used since the store was made. Clones share it.
    #[must_use]
    pub fn meter(&self) -> Usage {
        *self.usage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn table(&self) -> &str {
        &self.table
    }

    pub(crate) async fn get(
        &self,
        pk: String,
        sk: &str,
        consistent: bool,
    ) -> Result<Option<Item>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&*self.table)
            .set_key(Some(key(pk, sk)))
            .consistent_read(consistent)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        let answer = self.made(answer, unavailable)?;
        self.read(answer.consumed_capacity.as_slice());
        Ok(answer.item)
    }

    /// Reads items by their keys, all strongly, in no order; absent ones are
    /// left out.
    pub(crate) async fn batch_get(
        &self,
        wanted: impl IntoIterator<Item = (String, &str)>,
    ) -> Result<Vec<Item>, StoreError> {
        let mut wanted: Vec<_> = wanted.into_iter().map(|(pk, sk)| key(pk, sk)).collect();
        let mut found = Vec::new();
        let mut tries = 0;
        while !wanted.is_empty() {
            let chunk = wanted.split_off(wanted.len().saturating_sub(BATCH));
            let keys = KeysAndAttributes::builder()
                .set_keys(Some(chunk))
                .consistent_read(true)
                .build()
                .map_err(|error| StoreError::Unavailable(error.to_string()))?;
            let answer = self
                .client
                .batch_get_item()
                .request_items(&*self.table, keys)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await;
            let answer = self.made(answer, unavailable)?;
            self.read(answer.consumed_capacity());
            found.extend(answer.responses.into_iter().flat_map(HashMap::into_values).flatten());
            let left: Vec<_> = answer
                .unprocessed_keys
                .into_iter()
                .flat_map(HashMap::into_values)
                .flat_map(|left| left.keys)
                .collect();
            if !left.is_empty() {
                tries += 1;
                if tries == TRIES {
                    return Err(StoreError::Busy);
                }
                tokio::time::sleep(backoff(tries)).await;
                wanted.extend(left);
            }
        }
        Ok(found)
    }

    /// An update of one item, to be given to [`Store::write`].
    pub(crate) fn update(
        &self,
        pk: String,
        sk: &str,
        expression: Expression,
    ) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&*self.table)
            .set_key(Some(key(pk, sk)))
            .update_expression(expression.update())
            .condition_expression(expression.condition())
            .set_expression_attribute_names(Some(expression.names))
            .set_expression_attribute_values(Some(expression.values))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// A put of one item, to be completed and given to [`Store::write_put`].
    pub(crate) fn put(&self, item: Item) -> PutItemFluentBuilder {
        self.client
            .put_item()
            .table_name(&*self.table)
            .set_item(Some(item))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// Makes an update; the answer has the attributes that it asked for.
    pub(crate) async fn write(
        &self,
        request: UpdateItemFluentBuilder,
    ) -> Result<Option<Item>, Refused> {
        self.repeat(|| {
            let request = request.clone();
            async {
                let answer = request.send().await;
                let condition = |error| match error {
                    UpdateItemError::ConditionalCheckFailedException(failed) => Ok(failed.item),
                    error => Err(Box::new(error)),
                };
                let answer = self.made(answer, |error| refused(error, condition))?;
                self.wrote(answer.consumed_capacity.as_slice());
                Ok(answer.attributes)
            }
        })
        .await
    }

    /// Makes a put.
    pub(crate) async fn write_put(&self, request: PutItemFluentBuilder) -> Result<(), Refused> {
        self.repeat(|| {
            let request = request.clone();
            async {
                let answer = request.send().await;
                let condition = |error| match error {
                    PutItemError::ConditionalCheckFailedException(failed) => Ok(failed.item),
                    error => Err(Box::new(error)),
                };
                let answer = self.made(answer, |error| refused(error, condition))?;
                self.wrote(answer.consumed_capacity.as_slice());
                Ok(())
            }
        })
        .await
    }

    /// Makes a transaction. It is repeated identically under `token`, so that
    /// a lost answer never applies it twice; the token is the random name of
    /// the change, and the actions must not change while it is used.
    pub(crate) async fn transact(
        &self,
        actions: Vec<TransactWriteItem>,
        token: &str,
    ) -> Result<(), Cancelled> {
        let mut tries = 0;
        loop {
            tries += 1;
            let answer = self
                .client
                .transact_write_items()
                .set_transact_items(Some(actions.clone()))
                .client_request_token(token)
                .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
                .send()
                .await;
            let answer = self.made(answer, |error| error);
            let error = match answer {
                Ok(answer) => {
                    self.wrote(answer.consumed_capacity());
                    return Ok(());
                }
                Err(SdkError::ServiceError(context)) => context.into_err(),
                Err(error) => return Err(Cancelled::Other(unavailable(error))),
            };
            match error {
                TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                    let reasons = cancelled.cancellation_reasons.unwrap_or_default();
                    let again = reasons.iter().any(may_repeat);
                    if !again || tries == TRIES {
                        return Err(cancellation(reasons));
                    }
                }
                error if is_conflict(error.code()) && tries < TRIES => {}
                error => return Err(Cancelled::Other(failure(&error))),
            }
            tokio::time::sleep(backoff(tries)).await;
        }
    }

    /// A query of one partition of an index, to be completed and given to
    /// [`Store::fetch`].
    pub(crate) fn query(&self, index: keys::Index, partition: String) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&*self.table)
            .index_name(index.name)
            .key_condition_expression("#partition = :partition")
            .expression_attribute_names("#partition", index.partition)
            .expression_attribute_values(":partition", AttributeValue::S(partition))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
    }

    /// The items of one partition of the table whose sort keys begin so,
    /// sorted and strongly read.
    pub(crate) async fn partition(
        &self,
        pk: String,
        beginning: Option<&str>,
    ) -> Result<Vec<Item>, StoreError> {
        let mut condition = "pk = :pk".to_owned();
        let mut values = HashMap::from([(":pk".to_owned(), AttributeValue::S(pk))]);
        if let Some(beginning) = beginning {
            condition.push_str(" AND begins_with(sk, :sk)");
            values.insert(":sk".to_owned(), AttributeValue::S(beginning.to_owned()));
        }
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let answer = self
                .client
                .query()
                .table_name(&*self.table)
                .key_condition_expression(&condition)
                .set_expression_attribute_values(Some(values.clone()))
                .consistent_read(true)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .set_exclusive_start_key(start)
                .send()
                .await;
            let answer = self.made(answer, unavailable)?;
            self.read(answer.consumed_capacity.as_slice());
            items.extend(answer.items.unwrap_or_default());
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(items);
            }
        }
    }

    /// The items of one partition of the table between two sort keys, both
    /// included, as they were a moment ago.
    pub(crate) async fn range(
        &self,
        pk: String,
        from: &str,
        to: &str,
    ) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        let mut from = from.to_owned();
        loop {
            let (page, more) = self.range_page(pk.clone(), &from, to, RANGE).await?;
            // The last one of a page begins the next.
            items.pop_if(|last: &mut Item| text(last, keys::SK) == Some(&from));
            let last = page.last().and_then(|item| text(item, keys::SK)).map(str::to_owned);
            items.extend(page);
            match last.filter(|last| more && *last != from) {
                Some(last) => from = last,
                None => return Ok(items),
            }
        }
    }

    /// The first of them, and whether there may be more.
    pub(crate) async fn range_page(
        &self,
        pk: String,
        from: &str,
        to: &str,
        limit: u32,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let query = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":pk", AttributeValue::S(pk))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to))
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        self.fetch(query).await
    }

    /// Makes a query: its items, and whether there are more.
    pub(crate) async fn fetch(
        &self,
        request: QueryFluentBuilder,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        let answer = request.send().await;
        let answer = self.made(answer, unavailable)?;
        self.read(answer.consumed_capacity.as_slice());
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key.is_some()))
    }

    /// Repeats a write that lost to a transaction. It carries a condition, so
    /// that a repeat after a lost answer is recognised.
    async fn repeat<T, F>(&self, call: impl Fn() -> F) -> Result<T, Refused>
    where
        F: Future<Output = Result<T, Refused>>,
    {
        let mut tries = 0;
        loop {
            tries += 1;
            match call().await {
                Err(Refused::Other(StoreError::Busy)) if tries < TRIES => {
                    tokio::time::sleep(backoff(tries)).await;
                }
                answer => return answer,
            }
        }
    }

    /// Counts a round trip.
    fn made<T, E, R>(&self, answer: Result<T, E>, refuse: impl FnOnce(E) -> R) -> Result<T, R> {
        self.count(|usage| usage.round_trips += 1);
        answer.map_err(refuse)
    }

    fn read(&self, consumed: &[ConsumedCapacity]) {
        self.count(|usage| usage.read_units += units(consumed));
    }

    fn wrote(&self, consumed: &[ConsumedCapacity]) {
        self.count(|usage| usage.write_units += units(consumed));
    }

    fn count(&self, change: impl FnOnce(&mut Usage)) {
        change(&mut self.usage.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.table)
    }
}

pub(crate) fn key(pk: String, sk: &str) -> Item {
    HashMap::from([
        (keys::PK.to_owned(), AttributeValue::S(pk)),
        (keys::SK.to_owned(), AttributeValue::S(sk.to_owned())),
    ])
}

pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A text attribute of an item.
pub(crate) fn text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

/// A number attribute of an item.
pub(crate) fn number_in<T: FromStr>(item: &Item, name: &str) -> Option<T> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

/// Whether an attribute of an item is this text.
pub(crate) fn is_text(item: &Item, name: &str, value: &str) -> bool {
    text(item, name) == Some(value)
}

fn units(consumed: &[ConsumedCapacity]) -> f64 {
    consumed.iter().filter_map(ConsumedCapacity::capacity_units).sum()
}

/// Full jitter below 10 ms, 20 ms, … 640 ms.
fn backoff(tries: u32) -> Duration {
    let ceiling = 5_u64 << tries.min(7);
    // A poor source of randomness is good enough to spread repeats.
    let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), tries);
    Duration::from_millis(random % ceiling)
}
