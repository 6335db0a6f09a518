//! Reading and saving refunds. A refund is stored in its order's partition.

use docket_domain::{Change, Order, RefundId, Suffix, payments::Refund};
use jiff::Timestamp;

use crate::{
    Due, Page, Saved, Store, StoreError,
    orders::Role,
    records::{RefundRecord, item, read},
    table::{Action, Expression, Key, keys, number},
};

impl Store {
    /// The refund of an order with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn refund(&self, order: Suffix, id: &RefundId) -> Result<Option<Refund>, StoreError> {
        let found = self.get(keys::order(order), &keys::refund(id), true).await?;
        found.map(read::<RefundRecord, _>).transpose()
    }

    /// All refunds of an order, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn refunds(&self, order: Suffix) -> Result<Vec<Refund>, StoreError> {
        let items = self.partition(keys::order(order), Some(keys::REFUND)).await?;
        let refunds = items.into_iter().map(read::<RefundRecord, Refund>);
        let mut refunds = refunds.collect::<Result<Vec<_>, _>>()?;
        refunds.sort_by(|one, other| {
            let place = |it: &Refund| (it.requested_at, it.id.clone());
            place(one).cmp(&place(other))
        });
        Ok(refunds)
    }

    /// Saves a new or changed refund together with the change of its order in one transaction.
    /// `name` is the random name of the change.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_refund(
        &self,
        name: &str,
        (old, new): (Option<&Refund>, &Refund),
        change: Option<(&Order, &Change)>,
    ) -> Result<Saved, StoreError> {
        let action = match old {
            None => Action::Create(item(&RefundRecord::new(new))?),
            Some(old) => {
                let records = (item(&RefundRecord::new(old))?, item(&RefundRecord::new(new))?);
                let mut expression = Expression::between(&records.0, &records.1);
                expression.only_if("v", "=", number(old.version));
                let key = Key::new(keys::order(old.order.suffix()), keys::refund(&old.id));
                Action::Update(key, expression)
            }
        };
        self.save_beside(name, (Role::Refund(new.id.clone()), action), change.as_slice()).await
    }

    /// A page of the refunds of one part of the index that are due to be processed or read at the
    /// provider, the most overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn due_refunds(
        &self,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<(Suffix, RefundId)>, StoreError> {
        let page = self.due_keys(Due::Refund, part, now, after, limit).await?;
        let read =
            |(pk, sk): &(String, String)| Some((keys::order_suffix(pk)?, keys::refund_id(sk)?));
        Ok(Page { items: page.items.iter().filter_map(read).collect(), next: page.next })
    }
}
