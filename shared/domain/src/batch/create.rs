//! The creation of a batch.

use super::{
    Batch, BatchChange, BatchDriver, BatchRefusal, BatchStatus,
    candidates::{Candidates, is_batch_of},
};
use crate::{Actor, BatchId, Grant, Member, OneLine, Order, SellerId, Stamp};

/// A batch to be created.
#[derive(Debug)]
pub struct BatchPlan<'a> {
    /// The batch's id.
    pub id: BatchId,
    /// The human-readable number.
    pub number: String,
    /// The seller of the orders.
    pub seller: SellerId,
    /// The orders that the request names.
    pub candidates: Candidates<'a>,
    /// The zone, if the request names one.
    pub zone: Option<OneLine<64>>,
    /// The driver, if the request names one.
    pub driver: Option<BatchDriver>,
}

impl BatchDriver {
    /// A member as a driver of a seller's batches.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal::NotADriver`].
    pub fn of(member: &Member, seller: &SellerId) -> Result<Self, BatchRefusal> {
        match &member.grant {
            Grant::Driver(own) if own == seller && !member.disabled => {
                Ok(Self { id: member.id.clone(), name: member.name.clone() })
            }
            Grant::Driver(_) | Grant::Seller(_) | Grant::Admin => Err(BatchRefusal::NotADriver),
        }
    }
}

impl BatchPlan<'_> {
    /// Decides whether the batch can be created.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal`] with the reason.
    pub fn make(self, actor: &Actor, stamp: &Stamp) -> Result<BatchChange, BatchRefusal> {
        if !actor.manages(&self.seller) {
            return Err(BatchRefusal::Forbidden);
        }
        if !is_batch_of(self.candidates.wanted) {
            return Err(BatchRefusal::Size);
        }
        let orders = self.candidates.fit(&self.seller, self.zone.as_ref().map(|_| &self.zone))?;
        let first = orders.first().and_then(|order| order.fulfilment.zone.clone());
        let zone = self.zone.or(first);
        let status = match &self.driver {
            Some(_) => BatchStatus::Assigned,
            None => BatchStatus::Pending,
        };
        let first_names = orders.first().map(|order| order.names.clone()).unwrap_or_default();
        let batch = Batch {
            id: self.id,
            number: self.number,
            seller: self.seller,
            zone,
            driver: self.driver,
            status,
            orders: self.candidates.wanted.to_vec(),
            created_at: stamp.now,
            picked_up_at: None,
            completed_at: None,
            names: first_names,
            estimate: None,
            reason: None,
            version: 1,
            changed_at: stamp.now,
            change: stamp.change.clone(),
        };
        let estimate = batch.estimate(orders.iter().copied());
        let batch = Batch { estimate, ..batch };
        let assign = |order: &Order| (order.clone(), order.assign(batch.assignment(order.id)));
        let orders = orders.into_iter().map(assign).collect();
        Ok(BatchChange { batch, orders })
    }
}
