//! Sellers.

use docket_domain::{Seller, SellerId, Stamp};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Page, RequestMark, Saved, Store, StoreError,
    actions::{create_action, update_action},
    changes::Expression,
    db::{Cancelled, Outcome, number},
    keys,
    records::{Bytes, SellerReceiptRecord, SellerRecord, item, read},
};

/// How long a repeat of a request that added a seller is recognised.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What became of a seller to be added.
#[derive(Debug)]
pub enum SellerOutcome {
    /// It is there now.
    Created,
    /// The request's receipt was there: it added this seller earlier.
    Repeated(SellerId, RequestMark),
    /// The id is another seller's.
    Taken,
}

/// The receipt of a request that adds a seller, for who may repeat it.
#[derive(Debug)]
pub struct SellerReceipt<'a> {
    /// Its name.
    pub name: &'a str,
    /// By what a repeat is recognised.
    pub mark: RequestMark,
    /// When.
    pub now: Timestamp,
}

impl Store {
    /// The seller with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn seller(&self, id: &SellerId) -> Result<Option<Seller>, StoreError> {
        let found = self.get(keys::seller(id), keys::SELLER, true).await?;
        found.map(read::<SellerRecord, _>).transpose()
    }

    /// Adds a seller.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_seller(
        &self,
        seller: &Seller,
        receipt: Option<&SellerReceipt<'_>>,
        token: &str,
    ) -> Result<SellerOutcome, StoreError> {
        let mut actions = vec![create_action(self.table(), item(&SellerRecord::new(seller))?)?];
        if let Some(receipt) = receipt {
            let record = SellerReceiptRecord {
                pk: keys::receipt(receipt.name),
                sk: keys::RECEIPT.to_owned(),
                id: seller.id.to_string(),
                ih: Bytes(receipt.mark.caller),
                rh: Bytes(receipt.mark.body),
                ttl: (receipt.now + KEPT).as_second(),
            };
            actions.push(create_action(self.table(), item(&record)?)?);
        }
        match self.transact(actions, token).await {
            Ok(()) => Ok(SellerOutcome::Created),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().nth(1) {
                Some(Outcome::Failed(Some(found))) => {
                    let (id, mark) = read::<SellerReceiptRecord, (SellerId, RequestMark)>(found)?;
                    Ok(SellerOutcome::Repeated(id, mark))
                }
                Some(Outcome::Failed(None)) => {
                    Err(StoreError::Unavailable("a condition without its item".to_owned()))
                }
                Some(Outcome::Held) | None => Ok(SellerOutcome::Taken),
            },
        }
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
        // One action, and yet a transaction: its token makes a repeat after a
        // lost answer harmless.
        let pk = keys::seller(&new.id);
        let action = update_action(self.table(), pk, keys::SELLER, expression)?;
        match self.transact(vec![action], stamp.change.as_str()).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// A page of all sellers, by their ids.
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
