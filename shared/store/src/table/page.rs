//! Pages of index queries.

use jiff::Timestamp;

use super::{Store, StoreError, key, keys, keys::Due, text};

/// A page of a list, and where the next one begins.
#[derive(Debug)]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// The sort key after which the next page begins, if there may be more.
    pub next: Option<String>,
}

impl Store {
    /// The number of parts of the deadline index.
    pub const DEADLINE_PARTS: u32 = keys::DEADLINE_SHARDS;

    /// The keys of the items of a kind that are due in one part of the deadline index.
    pub(crate) async fn due(
        &self,
        due: Due,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<String>, StoreError> {
        let Page { items, next } = self.due_keys(due, part, now, after, limit).await?;
        Ok(Page { items: items.into_iter().map(|(pk, _)| pk).collect(), next })
    }

    /// The keys and sort keys of the items that are due, for kinds of items that share a partition
    /// with others.
    pub(crate) async fn due_keys(
        &self,
        due: Due,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<(String, String)>, StoreError> {
        // BETWEEN includes both ends, so the range begins with the key that sorts right after the
        // last item.
        let from = after.map_or_else(|| keys::FIRST.to_owned(), |after| format!("{after} "));
        let value = aws_sdk_dynamodb::types::AttributeValue::S;
        let query = self
            .query(keys::DEADLINE_INDEX, keys::deadlines(due, part))
            .key_condition_expression("#partition = :partition AND #sort BETWEEN :from AND :to")
            .expression_attribute_names("#sort", keys::DEADLINE_INDEX.sort)
            .expression_attribute_values(":from", value(from))
            .expression_attribute_values(":to", value(keys::due_until(now)))
            .limit(limit);
        let (items, more) = self.fetch(query).await?;
        let sort = |item| text(item, keys::DEADLINE_INDEX.sort).map(str::to_owned);
        let next = items.last().filter(|_| more).and_then(sort);
        let keys = |item| {
            let key = |name| text(item, name).map(str::to_owned);
            Some((key(keys::PK)?, key(keys::SK)?))
        };
        Ok(Page { items: items.iter().filter_map(keys).collect(), next })
    }

    /// A page of an index's sort keys. `pk_of` derives an item's key from its sort key, so that a
    /// position in the list is one short text.
    pub(crate) async fn page_of_keys(
        &self,
        index: keys::Index,
        partition: String,
        after: Option<&str>,
        limit: u32,
        oldest_first: bool,
        pk_of: impl Fn(&str) -> Option<(String, &'static str)>,
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
