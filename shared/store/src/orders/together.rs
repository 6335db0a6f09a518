//! Several orders that change in one transaction, or not at all.

use docket_domain::{Change, Order};

use super::{
    change::{Recorded, change_of, receipt_of, saved},
    met::Met,
    transaction::{Committed, Role, Transaction, too_many},
};
use crate::{
    Saved, Store, StoreError, StoredOrder,
    records::{ReceiptRecord, item},
    table::Action,
};

/// Changes that belong together.
#[derive(Debug)]
pub struct Together<'a> {
    /// The orders as they were decided on, with what becomes of them. None
    /// of it takes stock from wherever there is some.
    pub changes: &'a [(Order, Change)],
    /// A new order, and how many partitions a month of all orders is spread
    /// over.
    pub made: Option<(&'a StoredOrder, u32)>,
    /// The request that they are recorded for.
    pub recorded: Option<&'a Recorded<'a>>,
    /// How often other changes were decided under the same name before.
    pub tries: usize,
}

impl Store {
    /// Commits changes of several orders with the new order and the receipt
    /// that belong to them, or nothing.
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
            // The first order is ours, and all with it, or none.
            Committed::Refused(failed) => saved(&Met::of(failed), first.id, name),
        }
    }
}
