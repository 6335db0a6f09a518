//! Creating, reading and changing sellers.

use docket_domain::{Seller, SellerId, Stamp};

use crate::{
    Creation, CreationReceipt, Page, Saved, Store, StoreError,
    records::{SellerRecord, item, read},
    table::{Cancelled, Expression, keys, number, update_action},
};

impl Store {
    /// The seller with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn seller(&self, id: &SellerId) -> Result<Option<Seller>, StoreError> {
        let found = self.get(keys::seller(id), keys::SELLER, true).await?;
        found.map(read::<SellerRecord, _>).transpose()
    }

    /// Creates a seller.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_seller(
        &self,
        seller: &Seller,
        receipt: Option<&CreationReceipt<'_>>,
        token: &str,
    ) -> Result<Creation<SellerId>, StoreError> {
        self.create(&seller.id, item(&SellerRecord::new(seller))?, receipt, token).await
    }

    /// Commits a change of a seller.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn update_seller(
        &self,
        old: &Seller,
        new: &Seller,
        stamp: &Stamp,
    ) -> Result<Saved, StoreError> {
        let (before, after) = (SellerRecord::new(old), SellerRecord::new(new));
        let mut expression = Expression::between(&item(&before)?, &item(&after)?);
        expression.only_if("v", "=", number(old.version));
        // A transaction with one action: its token makes a repetition after a lost response
        // harmless.
        let pk = keys::seller(&new.id);
        let action = update_action(self.table(), pk, keys::SELLER, expression)?;
        match self.transact(vec![action], stamp.change.as_str()).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// A page of all sellers, sorted by id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn sellers(
        &self,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Seller>, StoreError> {
        let (index, partition) = (keys::SELLER_INDEX, keys::SELLERS.to_owned());
        let sorts = self.page_of_keys(index, partition, after, limit, true, seller_key).await?;
        let mut items: Vec<Seller> = Vec::new();
        for item in self.batch_get(sorts.items.iter().filter_map(|it| seller_key(it))).await? {
            items.push(read::<SellerRecord, _>(item)?);
        }
        items.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(Page { items, next: sorts.next })
    }
}

fn seller_key(sort: &str) -> Option<(String, &'static str)> {
    Some((keys::seller(&sort.parse().ok()?), keys::SELLER))
}
