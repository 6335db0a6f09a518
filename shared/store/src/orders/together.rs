//! Changing several orders in one transaction.

use docket_domain::{Change, Order};

use super::{
    change::{Recorded, change_of, receipt_of, saved},
    transaction::{Committed, Role, Transaction, too_many},
    unmet::Unmet,
};
use crate::{
    Saved, Store, StoreError, StoredOrder,
    records::{ReceiptRecord, item},
    table::Action,
};

/// Changes that are committed together.
#[derive(Debug)]
pub struct Together<'a> {
    /// The orders that the decision is based on, each with its change. The changes must not take
    /// new stock.
    pub changes: &'a [(Order, Change)],
    /// A new order, and the number of partitions per month in the index of all orders.
    pub made: Option<(&'a StoredOrder, u32)>,
    /// The request whose receipt is written.
    pub recorded: Option<&'a Recorded<'a>>,
    /// How often changes with this name were decided before.
    pub tries: usize,
}

impl Store {
    /// Commits changes of several orders, with the new order and the receipt, in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit_together(&self, together: &Together<'_>) -> Result<Saved, StoreError> {
        let Some((first, change)) = together.changes.first() else { return Ok(Saved::Done) };
        let name = change_of(&change.order);
        let mut transaction = Transaction::of(name);
        for (old, change) in together.changes {
            transaction = self.and_change(transaction, old, change, &[]).await?;
        }
        if let Some((made, shards)) = together.made {
            let create = Action::Create(made.item(shards)?);
            transaction = transaction.part(Role::NewOrder(made.order.id), create)?;
        }
        if let Some(recorded) = together.recorded {
            let receipt =
                ReceiptRecord { no: "merge".to_owned(), ..receipt_of(recorded, first.id) };
            transaction = transaction.part(Role::Receipt, Action::Create(item(&receipt)?))?;
        }
        match transaction.commit(self, together.tries).await? {
            Committed::Done => Ok(Saved::Done),
            Committed::TooMany => Err(too_many()),
            // If the first order was changed by this change, all of them were.
            Committed::Refused(failed) => saved(&Unmet::of(failed), first.id, name),
        }
    }
}
