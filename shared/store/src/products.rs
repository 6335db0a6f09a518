//! Creating, reading and changing products.

use docket_domain::{Product, ProductId, SellerId, Stamp};

use crate::{
    Page, Saved, Store, StoreError,
    records::{BucketRecord, ProductRecord, StoredProduct, item, read},
    stock::StockLevel,
    table::{Cancelled, Expression, Outcome, create_action, keys, number, update_action},
};

/// The outcome of creating a product.
#[derive(Debug)]
pub enum CreateOutcome {
    /// The product was created.
    Created,
    /// The id is taken, by an earlier try of this request or by another request.
    Taken(Box<StoredProduct>),
}

impl Store {
    /// Creates a product with its stock, which is spread evenly over its buckets.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_product(
        &self,
        stored: &StoredProduct,
        stock: u32,
        token: &str,
    ) -> Result<CreateOutcome, StoreError> {
        let product = &stored.product;
        let mut actions = vec![create_action(self.table(), item(&ProductRecord::new(stored))?)?];
        let (each, rest) = (stock / product.buckets, stock % product.buckets);
        for bucket in 0..product.buckets {
            let share = u64::from(each + u32::from(bucket < rest));
            let record = BucketRecord::new(&product.id, bucket, share);
            actions.push(create_action(self.table(), item(&record)?)?);
        }
        match self.transact(actions, token).await {
            Ok(()) => Ok(CreateOutcome::Created),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().next() {
                Some(Outcome::Failed(Some(found))) => {
                    Ok(CreateOutcome::Taken(Box::new(read::<ProductRecord, _>(found)?)))
                }
                Some(Outcome::Failed(None) | Outcome::Held) | None => {
                    Err(StoreError::Unavailable("stock without its product".to_owned()))
                }
            },
        }
    }

    /// Commits a change of a product's data. Its stock is in other items.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn update_product(
        &self,
        old: &StoredProduct,
        new: &Product,
        stamp: &Stamp,
    ) -> Result<Saved, StoreError> {
        let (before, after) =
            (ProductRecord::new(old), StoredProduct { product: new.clone(), mark: old.mark });
        let mut expression =
            Expression::between(&item(&before)?, &item(&ProductRecord::new(&after))?);
        expression.only_if("v", "=", number(old.product.version));
        // A transaction with one action: its token makes a repetition after a lost response
        // harmless.
        let pk = keys::product(&new.id);
        let action = update_action(self.table(), pk, keys::PRODUCT, expression)?;
        match self.transact(vec![action], stamp.change.as_str()).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// A product with its current stock.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn product(
        &self,
        id: &ProductId,
    ) -> Result<Option<(StoredProduct, StockLevel)>, StoreError> {
        // Most products have one bucket, so the first bucket is read with the product.
        let wanted = [(keys::product(id), keys::PRODUCT), (keys::bucket(id, 0), keys::BUCKET)];
        let mut items = self.batch_get(wanted).await?;
        let product_at =
            items.iter().position(|item| crate::table::text(item, keys::SK) == Some(keys::PRODUCT));
        let Some(product_at) = product_at else { return Ok(None) };
        let stored: StoredProduct = read::<ProductRecord, _>(items.swap_remove(product_at))?;
        let level = if stored.product.buckets == 1 {
            StockLevel::of_items(items)?
        } else {
            self.stock_level(id, stored.product.buckets).await?
        };
        Ok(Some((stored, level)))
    }

    /// A page of a seller's products with their current stock, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn seller_products(
        &self,
        seller: &SellerId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<(StoredProduct, StockLevel)>, StoreError> {
        let (index, partition) = (keys::SELLER_INDEX, keys::products_of(seller));
        let sorts = self.page_of_keys(index, partition, after, limit, true, product_key).await?;
        let ids =
            || sorts.items.iter().filter_map(|sort| keys::id_in(sort)?.parse::<ProductId>().ok());
        let mut products: Vec<StoredProduct> = Vec::new();
        for item in self.batch_get(ids().map(|id| (keys::product(&id), keys::PRODUCT))).await? {
            products.push(read::<ProductRecord, _>(item)?);
        }
        products.sort_by_key(|it| (it.product.created_at, it.product.id.clone()));
        let mut items = Vec::new();
        for (stored, level) in self.with_levels(products).await? {
            items.push((stored, level));
        }
        Ok(Page { items, next: sorts.next })
    }
}

fn product_key(sort: &str) -> Option<(String, &'static str)> {
    Some((keys::product(&keys::id_in(sort)?.parse().ok()?), keys::PRODUCT))
}
