//! Adding orders to an existing batch, and removing orders from it.

use super::{
    Batch, BatchChange, BatchRefusal, NamedOrders,
    candidates::{Candidates, each_is, named},
};
use crate::{Actor, BatchId, Order, OrderId, Phase, Stamp};

/// Orders to be added to a batch and removed from it.
#[derive(Debug)]
pub struct Regrouping<'a> {
    /// The orders to add, at the end, in the sequence of their delivery.
    pub add: &'a [OrderId],
    /// The orders to remove. They may go into another batch afterwards.
    pub remove: &'a [OrderId],
    /// The orders of the batch and the named orders, as far as they exist.
    pub orders: &'a [Order],
    /// The batches of these orders that are not over.
    pub living: &'a [BatchId],
}

impl Batch {
    /// Decides which orders are in the batch. The operation is idempotent: adding an order that is
    /// in the batch, or removing one that is not, has no effect.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal`] with the reason.
    pub fn regroup(
        &self,
        regrouping: &Regrouping<'_>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        if !actor.manages(&self.seller) {
            return Err(BatchRefusal::Forbidden);
        }
        if !self.status.is_living() {
            return Err(BatchRefusal::Over(self.status));
        }
        let Regrouping { add, remove, orders, living } = *regrouping;
        let named: Vec<OrderId> = [add, remove].concat();
        let twice = |at: usize| named[..at].contains(&named[at]);
        if named.is_empty() || (0..named.len()).any(twice) {
            return Err(BatchRefusal::NothingNamed);
        }
        let own = |order: Option<&Order>| order.is_some_and(|it| it.seller == self.seller);
        each_is(remove, orders, own).map_err(BatchRefusal::Unknown)?;
        let added: Vec<OrderId> =
            add.iter().filter(|id| !self.orders.contains(id)).copied().collect();
        let removed: Vec<OrderId> =
            remove.iter().filter(|id| self.orders.contains(id)).copied().collect();
        if added.is_empty() && removed.is_empty() {
            return Ok(self.as_it_is());
        }
        if self.status.is_under_way() && !added.is_empty() {
            return Err(BatchRefusal::UnderWay);
        }
        self.may_leave(&removed, orders)?;
        // All named orders are judged, so that each fault has its position in the request.
        let others: Vec<BatchId> =
            living.iter().filter(|batch| **batch != self.id).cloned().collect();
        let candidates =
            Candidates { wanted: add, named: NamedOrders::Added, orders, living: &others };
        let coming = if added.is_empty() {
            Vec::new()
        } else {
            candidates.fit(&self.seller, Some(&self.zone))?
        };
        let mut next = self.next(self.status, stamp);
        next.orders.retain(|id| !removed.contains(id));
        next.orders.extend(&added);
        if next.orders.is_empty() {
            return Err(BatchRefusal::Emptied);
        }
        if next.orders.len() > Self::MAX_ORDERS {
            return Err(BatchRefusal::Full);
        }
        let of_batch = orders.iter().filter(|order| self.has(order));
        let (left, kept): (Vec<&Order>, Vec<&Order>) =
            of_batch.partition(|order| removed.contains(&order.id));
        let mut then = kept;
        then.extend(coming.into_iter().filter(|order| added.contains(&order.id)));
        next.estimate = next.estimate(then.iter().copied());
        let mut change = next.with_places(&then);
        change.orders.extend(left.into_iter().map(|it| (it.clone(), it.assign(None))));
        Ok(change)
    }

    /// Checks that the removed orders may leave the batch: the driver does not have them, and they
    /// have not ended.
    fn may_leave(&self, removed: &[OrderId], orders: &[Order]) -> Result<(), BatchRefusal> {
        let leaving = |order: &&Order| self.has(order) && removed.contains(&order.id);
        let leaving: Vec<&Order> = orders.iter().filter(leaving).collect();
        named(&leaving, |order| match order.status.phase {
            Phase::Unverified | Phase::Open | Phase::Accepted | Phase::Working | Phase::Ready => {
                true
            }
            Phase::InTransit | Phase::Done | Phase::Cancelled | Phase::Rejected | Phase::Failed => {
                false
            }
        })
        .map_err(BatchRefusal::Gone)
    }
}
