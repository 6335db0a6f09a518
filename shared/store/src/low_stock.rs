//! Marks of products whose stock is low. A mark is set when the stock falls to the product's limit,
//! and removed when it is above the limit again. So each crossing has one event, and the list of
//! low products is read without reading all stock.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{ChangeId, Product, ProductId, SellerId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Page, Store, StoreError,
    records::{Malformed, ProductRecord, StoredProduct, item, read, record},
    stock::StockLevel,
    table::{Cancelled, Refused, delete_action, keys, text},
};

/// The mark of a product whose stock is low.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowMark {
    /// The id of the stream record that led to the mark. The event's id contains it.
    pub by: String,
    /// When the low stock was detected.
    pub at: Timestamp,
    /// The available pieces at that time.
    pub available: u64,
    /// Whether the event was published, or none is needed.
    pub published: bool,
}

/// A product with its stock, and its mark if it has one.
#[derive(Debug)]
pub struct Watched {
    /// The product.
    pub product: Product,
    /// Its stock.
    pub level: StockLevel,
    /// Its mark.
    pub mark: Option<LowMark>,
}

/// A mark's item.
#[derive(Debug, Serialize, Deserialize)]
struct LowRecord {
    pk: String,
    sk: String,
    /// The index partitions of the seller's marks and of all marks, sorted by time.
    gs: String,
    ga: String,
    k: String,
    by: String,
    at: i64,
    av: u64,
    /// Whether its event was published.
    tn: bool,
}

/// The product of an item that is a stock item or a product; `None` for other items.
#[must_use]
pub fn stocked_product(pk: &str, sk: &str) -> Option<ProductId> {
    match sk {
        keys::BUCKET => pk.strip_prefix("P#")?.rsplit_once('#')?.0.parse().ok(),
        keys::PRODUCT => keys::product_id(pk),
        _ => None,
    }
}

impl Store {
    /// A product with its stock and its mark, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn watched(&self, id: &ProductId) -> Result<Option<Watched>, StoreError> {
        // Most products have one bucket, so the first bucket is read with the product.
        let own = keys::product(id);
        let wanted =
            [(own.clone(), keys::PRODUCT), (own, keys::LOW), (keys::bucket(id, 0), keys::BUCKET)];
        let (mut product, mut mark, mut buckets) = (None, None, Vec::new());
        for found in self.batch_get(wanted).await? {
            match text(&found, keys::SK) {
                Some(keys::PRODUCT) => {
                    product = Some(read::<ProductRecord, StoredProduct>(found)?.product);
                }
                Some(keys::LOW) => mark = Some(low_mark(found)?),
                Some(_) | None => buckets.push(found),
            }
        }
        let Some(product) = product else { return Ok(None) };
        let level = if product.buckets == 1 {
            StockLevel::of_items(buckets)?
        } else {
            self.stock_level(id, product.buckets).await?
        };
        Ok(Some(Watched { product, level, mark }))
    }

    /// Marks a product as low, unless it is marked.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_low(&self, product: &Product, mark: &LowMark) -> Result<(), StoreError> {
        let put = self.put(item(&low_record(product, mark))?);
        done(self.write_put(put.condition_expression("attribute_not_exists(pk)")).await)
    }

    /// Records that the event of a mark was published.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_published(
        &self,
        product: &Product,
        mark: &LowMark,
    ) -> Result<(), StoreError> {
        let published = LowMark { published: true, ..mark.clone() };
        let put = self
            .put(item(&low_record(product, &published))?)
            .condition_expression("#by = :by")
            .expression_attribute_names("#by", "by")
            .expression_attribute_values(":by", AttributeValue::S(mark.by.clone()));
        done(self.write_put(put).await)
    }

    /// Removes a mark, unless another mark has replaced it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn unmark_low(
        &self,
        product: &ProductId,
        mark: &LowMark,
        token: &ChangeId,
    ) -> Result<(), StoreError> {
        let by = AttributeValue::S(mark.by.clone());
        let delete = delete_action(self.table(), keys::product(product), keys::LOW, "by", by)?;
        match self.transact(vec![delete], token.as_str()).await {
            Ok(()) | Err(Cancelled::Conditions(_)) => Ok(()),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The marked products of a seller, or of all sellers, with their current stock, sorted by the
    /// time of the mark, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn low_products(
        &self,
        seller: Option<&SellerId>,
        limit: u32,
    ) -> Result<Page<(Product, StockLevel)>, StoreError> {
        let (index, partition) = match seller {
            Some(seller) => (keys::SELLER_INDEX, keys::low_of(seller)),
            None => (keys::ALL_INDEX, keys::ALL_LOW.to_owned()),
        };
        let sorts = self.page_of_keys(index, partition, None, limit, true, |_| None).await?;
        let ids = sorts.items.iter().filter_map(|sort| keys::id_in(sort)?.parse().ok());
        let wanted = ids.map(|id: ProductId| (keys::product(&id), keys::PRODUCT));
        let mut products: Vec<StoredProduct> = Vec::new();
        for found in self.batch_get(wanted).await? {
            products.push(read::<ProductRecord, _>(found)?);
        }
        let place = |id: &ProductId| {
            sorts.items.iter().position(|sort| keys::id_in(sort) == Some(id.as_str()))
        };
        products.sort_by_key(|stored| place(&stored.product.id));
        let levels = self.with_levels(products).await?.into_iter();
        let items = levels.map(|(stored, level)| (stored.product, level)).collect();
        Ok(Page { items, next: sorts.next })
    }
}

fn low_record(product: &Product, mark: &LowMark) -> LowRecord {
    LowRecord {
        pk: keys::product(&product.id),
        sk: keys::LOW.to_owned(),
        gs: keys::low_of(&product.seller),
        ga: keys::ALL_LOW.to_owned(),
        k: keys::by_time(mark.at, product.id.as_str()),
        by: mark.by.clone(),
        at: mark.at.as_millisecond(),
        av: mark.available,
        tn: mark.published,
    }
}

fn low_mark(found: crate::Item) -> Result<LowMark, StoreError> {
    let key = text(&found, keys::PK).unwrap_or_default().to_owned();
    let corrupt = |problem: String| StoreError::Corrupt { key: key.clone(), problem };
    let record: LowRecord = record(found).map_err(|Malformed(problem)| corrupt(problem))?;
    let at = Timestamp::from_millisecond(record.at).map_err(|error| corrupt(error.to_string()))?;
    Ok(LowMark { by: record.by, at, available: record.av, published: record.tn })
}

/// A failed condition is no error: another reader was faster, and the caller reads the mark again.
fn done(written: Result<(), Refused>) -> Result<(), StoreError> {
    match written {
        Ok(()) | Err(Refused::Condition(_)) => Ok(()),
        Err(Refused::Other(error)) => Err(error),
    }
}
