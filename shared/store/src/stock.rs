//! Stock of products: reading it, and adjusting it manually.

use std::collections::{BTreeMap, HashMap};

use docket_domain::{Actor, Product, ProductId, Role};
use jiff::Timestamp;

use crate::{
    Item, Page, Store, StoreError,
    records::{BucketRecord, Malformed, ReceiptRecord, RequestMark, StoredProduct, item, record},
    table::{Cancelled, Expression, Outcome, create_action, keys, number, text, update_action},
};

/// How often an adjustment is planned before it fails as busy.
const PLANS: usize = 8;

/// A product's stock over all its buckets, in pieces. Invariant:
/// `received = available + (taken - returned) + written_off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StockLevel {
    /// Pieces that can be ordered now.
    pub available: u64,
    /// All pieces that were ever received.
    pub received: u64,
    /// All pieces that were ever written off.
    pub written_off: u64,
    /// All pieces that orders have taken.
    pub taken: u64,
    /// All pieces that stopped or changed orders have returned.
    pub returned: u64,
}

/// A manual adjustment of stock.
#[derive(Debug)]
pub struct Adjustment<'a> {
    /// The product.
    pub product: &'a Product,
    /// Pieces that are received; written off when negative.
    pub change: i64,
    /// The reason.
    pub reason: &'a str,
    /// The actor who adjusts it.
    pub actor: &'a Actor,
    /// The time.
    pub now: Timestamp,
    /// The name of the receipt. A repeated request has an equal name.
    pub receipt: &'a str,
    /// A random name of this attempt.
    pub token: &'a str,
    /// The mark of the request, for the receipt.
    pub mark: RequestMark,
}

/// A manual adjustment of stock that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockChange {
    /// Pieces that were received; written off when negative.
    pub change: i64,
    /// The reason.
    pub reason: String,
    /// The role of the actor.
    pub role: Role,
    /// The id of the actor within the role.
    pub by: String,
    /// The time.
    pub at: Timestamp,
}

/// The outcome of a manual adjustment of stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdjustOutcome {
    /// The stock was adjusted.
    Adjusted,
    /// The receipt exists already, from an earlier try of this request or from another request.
    /// Contains the mark of the request that made it.
    Taken(RequestMark),
    /// More would be written off than is available. Contains the available pieces.
    Short(u64),
}

impl StockLevel {
    pub(crate) fn of_items(items: Vec<Item>) -> Result<Self, StoreError> {
        let records = items.into_iter().map(bucket).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::of(records.iter().map(|(_, _, record)| record)))
    }

    fn of<'a>(records: impl Iterator<Item = &'a BucketRecord>) -> Self {
        records.fold(Self::default(), |sum, record| Self {
            available: sum.available + record.av,
            received: sum.received + record.rc,
            written_off: sum.written_off + record.wo,
            taken: sum.taken + record.ou,
            returned: sum.returned + record.rt,
        })
    }
}

impl Store {
    /// The buckets of a product, with strongly consistent reads.
    pub(crate) async fn buckets(
        &self,
        product: &ProductId,
        buckets: u32,
    ) -> Result<Vec<(u32, BucketRecord)>, StoreError> {
        let wanted = (0..buckets).map(|number| (keys::bucket(product, number), keys::BUCKET));
        let mut records = Vec::new();
        for item in self.batch_get(wanted).await? {
            let (_, number, record) = bucket(item)?;
            records.push((number, record));
        }
        records.sort_unstable_by_key(|(number, _)| *number);
        Ok(records)
    }

    /// A product's stock over all its buckets.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn stock_level(
        &self,
        product: &ProductId,
        buckets: u32,
    ) -> Result<StockLevel, StoreError> {
        let records = self.buckets(product, buckets).await?;
        Ok(StockLevel::of(records.iter().map(|(_, record)| record)))
    }

    /// The current stock of products, by their ids.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn levels<'a>(
        &self,
        products: impl IntoIterator<Item = &'a Product>,
    ) -> Result<BTreeMap<ProductId, StockLevel>, StoreError> {
        let products: Vec<_> = products.into_iter().collect();
        let wanted = products.iter().flat_map(|product| {
            (0..product.buckets).map(|number| (keys::bucket(&product.id, number), keys::BUCKET))
        });
        let mut records: HashMap<String, Vec<BucketRecord>> = HashMap::new();
        for item in self.batch_get(wanted).await? {
            let (product, _, record) = bucket(item)?;
            records.entry(product).or_default().push(record);
        }
        let level = |product: &Product| {
            let own = records.get(product.id.as_str()).into_iter().flatten();
            (product.id.clone(), StockLevel::of(own))
        };
        Ok(products.into_iter().map(level).collect())
    }

    /// Products with their current stock, in the given order.
    pub(crate) async fn with_levels(
        &self,
        products: Vec<StoredProduct>,
    ) -> Result<Vec<(StoredProduct, StockLevel)>, StoreError> {
        let levels = self.levels(products.iter().map(|it| &it.product)).await?;
        let with_level = |it: StoredProduct| {
            let level = levels.get(&it.product.id).copied().unwrap_or_default();
            (it, level)
        };
        Ok(products.into_iter().map(with_level).collect())
    }

    /// Receives stock or writes it off, and writes a receipt in the same transaction. The available
    /// stock never falls below zero.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn adjust(&self, adjustment: &Adjustment<'_>) -> Result<AdjustOutcome, StoreError> {
        let Adjustment { product, change, .. } = *adjustment;
        for plan in 0..PLANS {
            let buckets = self.buckets(&product.id, product.buckets).await?;
            let there: u64 = buckets.iter().map(|(_, record)| record.av).sum();
            if change.is_negative() && there < change.unsigned_abs() {
                // An earlier try of this request may have made the adjustment. Then its receipt
                // exists.
                return match self.receipt(adjustment.receipt).await? {
                    Some(mark) => Ok(AdjustOutcome::Taken(mark)),
                    None => Ok(AdjustOutcome::Short(there)),
                };
            }
            let mut actions = vec![create_action(self.table(), item(&receipt(adjustment))?)?];
            for (bucket, part) in shares(&buckets, change) {
                let mut expression = Expression::default();
                let size = part.unsigned_abs();
                if part.is_negative() {
                    expression.subtract("av", size).add("wo", size).only_if(
                        "av",
                        ">=",
                        number(size),
                    );
                } else {
                    expression.add("av", size).add("rc", size).only_if("av", ">=", number(0));
                }
                let pk = keys::bucket(&product.id, bucket);
                actions.push(update_action(self.table(), pk, keys::BUCKET, expression)?);
            }
            let token = format!("{}-{plan}", adjustment.token);
            match self.transact(actions, &token).await {
                Ok(()) => return Ok(AdjustOutcome::Adjusted),
                Err(Cancelled::Other(error)) => return Err(error),
                Err(Cancelled::Conditions(outcomes)) => {
                    if let Some(Outcome::Failed(_)) = outcomes.first()
                        && let Some(mark) = self.receipt(adjustment.receipt).await?
                    {
                        return Ok(AdjustOutcome::Taken(mark));
                    }
                }
            }
        }
        Err(StoreError::Busy)
    }

    /// A page of a product's manual adjustments, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn stock_changes(
        &self,
        product: &ProductId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<StockChange>, StoreError> {
        let partition = keys::stock_changes_of(product);
        let key = |sort: &str| Some((keys::receipt(keys::id_in(sort)?), keys::RECEIPT));
        let index = keys::SELLER_INDEX;
        let sorts = self.page_of_keys(index, partition, after, limit, false, key).await?;
        let mut changes = Vec::new();
        for item in self.batch_get(sorts.items.iter().filter_map(|sort| key(sort))).await? {
            let pk = text(&item, keys::PK).unwrap_or_default().to_owned();
            let read =
                record::<ReceiptRecord>(item).and_then(|it| Ok((it.k.clone(), stock_change(it)?)));
            let corrupt = |Malformed(problem)| StoreError::Corrupt { key: pk, problem };
            changes.push(read.map_err(corrupt)?);
        }
        changes.sort_by(|(one, _), (other, _)| other.cmp(one));
        let items = changes.into_iter().map(|(_, change)| change).collect();
        Ok(Page { items, next: sorts.next })
    }

    /// The mark of the request that a receipt belongs to, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn receipt(&self, name: &str) -> Result<Option<RequestMark>, StoreError> {
        let found = self.get(keys::receipt(name), keys::RECEIPT, true).await?;
        let Some(found) = found else { return Ok(None) };
        let corrupt =
            |Malformed(problem)| StoreError::Corrupt { key: keys::receipt(name), problem };
        let record: ReceiptRecord = record(found).map_err(corrupt)?;
        Ok(Some(RequestMark { caller: record.ih.0, body: record.rh.0 }))
    }
}

/// Reads a bucket: the id of its product, its number and its record.
fn bucket(item: Item) -> Result<(String, u32, BucketRecord), StoreError> {
    let key = text(&item, keys::PK).unwrap_or_default().to_owned();
    let corrupt = |problem: String| StoreError::Corrupt { key: key.clone(), problem };
    let record: BucketRecord = record(item).map_err(|Malformed(problem)| corrupt(problem))?;
    let (product, number) = key
        .strip_prefix("P#")
        .and_then(|rest| rest.split_once('#'))
        .ok_or_else(|| corrupt("not a bucket's key".to_owned()))?;
    let number = number.parse().map_err(|_| corrupt("not a bucket's number".to_owned()))?;
    Ok((product.to_owned(), number, record))
}

fn receipt(adjustment: &Adjustment<'_>) -> ReceiptRecord {
    ReceiptRecord {
        pk: keys::receipt(adjustment.receipt),
        sk: keys::RECEIPT.to_owned(),
        about: adjustment.product.id.to_string(),
        ch: adjustment.change,
        no: adjustment.reason.to_owned(),
        by: format!("{}:{}", adjustment.actor.role().name(), adjustment.actor.id()),
        at: adjustment.now.as_millisecond(),
        gs: Some(keys::stock_changes_of(&adjustment.product.id)),
        k: Some(keys::by_time(adjustment.now, adjustment.receipt)),
        ih: crate::records::Bytes(adjustment.mark.caller),
        rh: crate::records::Bytes(adjustment.mark.body),
    }
}

fn stock_change(record: ReceiptRecord) -> Result<StockChange, Malformed> {
    let (role, by) = record.by.split_once(':').unwrap_or_default();
    let role = Role::from_name(role).ok_or_else(|| Malformed("by: unknown role".to_owned()))?;
    let at = Timestamp::from_millisecond(record.at);
    Ok(StockChange {
        change: record.ch,
        reason: record.no,
        role,
        by: by.to_owned(),
        at: at.map_err(|error| Malformed(format!("at: {error}")))?,
    })
}

/// How an adjustment is spread over the buckets: received stock goes to the emptiest bucket, and
/// written-off stock is taken from the fullest ones.
fn shares(buckets: &[(u32, BucketRecord)], change: i64) -> Vec<(u32, i64)> {
    let mut order: Vec<_> = buckets.iter().map(|(number, record)| (record.av, *number)).collect();
    order.sort_unstable();
    if !change.is_negative() {
        return order.first().map(|&(_, number)| (number, change)).into_iter().collect();
    }
    let mut left = change.unsigned_abs();
    let mut parts = Vec::new();
    for (available, number) in order.into_iter().rev() {
        let part = left.min(available);
        if part > 0 {
            parts.push((number, -i64::try_from(part).unwrap_or(i64::MAX)));
            left -= part;
        }
    }
    parts
}
