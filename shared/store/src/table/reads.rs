//! Reading items: by their keys, by partition, and from the indexes.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::query::builders::QueryFluentBuilder,
    types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity, Select},
};

use super::{
    Item, Store, StoreError,
    client::{TRIES, backoff},
    key, keys,
    refusals::unavailable,
    text,
};

/// The most keys of one `BatchGetItem` (DynamoDB quota).
const BATCH: usize = 100;
/// How many items of a partition are read with one request. DynamoDB also stops at 1 MB.
const RANGE: u32 = 1_000;

impl Store {
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

    /// Reads items by their keys with strongly consistent reads. The sequence is undefined, and
    /// missing items are left out.
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

    /// A query of one partition of an index. The caller completes it and passes it to
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

    /// The number of items in one partition of an index.
    pub(crate) async fn count_items(
        &self,
        index: keys::Index,
        partition: &str,
    ) -> Result<u64, StoreError> {
        let (mut count, mut start) = (0, None);
        loop {
            let query = self.query(index, partition.to_owned()).select(Select::Count);
            let answer = query.set_exclusive_start_key(start).send().await;
            let answer = self.made(answer, unavailable)?;
            self.read(answer.consumed_capacity.as_slice());
            count += u64::try_from(answer.count).unwrap_or_default();
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(count);
            }
        }
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

    /// The items of one partition of the table between two sort keys, both included, with
    /// eventually consistent reads.
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
            // The last item of a page is also the first one of the next page.
            items.pop_if(|last: &mut Item| text(last, keys::SK) == Some(&from));
            let last = page.last().and_then(|item| text(item, keys::SK)).map(str::to_owned);
            items.extend(page);
            match last.filter(|last| more && *last != from) {
                Some(last) => from = last,
                None => return Ok(items),
            }
        }
    }

    /// One page of those items, with a strongly consistent read, and whether there are more.
    pub(crate) async fn strong_page(
        &self,
        pk: String,
        from: &str,
        to: &str,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        self.fetch(self.range_query(pk, from, to).consistent_read(true)).await
    }

    /// The first `limit` of those items, with an eventually consistent read, and whether there may
    /// be more.
    pub(crate) async fn range_page(
        &self,
        pk: String,
        from: &str,
        to: &str,
        limit: u32,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        self.fetch(self.range_query(pk, from, to).limit(limit)).await
    }

    /// A query of the items of one partition of the table between two sort keys, both included. The
    /// caller completes it and passes it to [`Store::fetch`].
    pub(crate) fn range_query(&self, pk: String, from: &str, to: &str) -> QueryFluentBuilder {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        self.client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":pk", AttributeValue::S(pk))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
    }

    /// Sends a query. Returns its items, and whether there may be more.
    pub(crate) async fn fetch(
        &self,
        request: QueryFluentBuilder,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        let answer = request.send().await;
        let answer = self.made(answer, unavailable)?;
        self.read(answer.consumed_capacity.as_slice());
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key.is_some()))
    }

    /// Sends a query that selects a count.
    pub(crate) async fn fetch_count(&self, request: QueryFluentBuilder) -> Result<u32, StoreError> {
        let answer = request.send().await;
        let answer = self.made(answer, unavailable)?;
        self.read(answer.consumed_capacity.as_slice());
        Ok(u32::try_from(answer.count).unwrap_or_default())
    }
}
