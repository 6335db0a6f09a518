use super::{Batch, BatchChange, BatchDriver, BatchRefusal, BatchStatus};
use crate::{
    Actor, BatchId, Grant, Member, Method, OneLine, Order, OrderId, Phase, SellerId, Stamp,
};

/// A batch to be put together.
#[derive(Debug)]
pub struct BatchPlan<'a> {
    /// Its id.
    pub id: BatchId,
    /// What people will call it.
    pub number: String,
    /// Whose orders they are.
    pub seller: SellerId,
    /// The orders that are asked for, in the order of their delivery.
    pub wanted: &'a [OrderId],
    /// Those of them that there are.
    pub orders: &'a [Order],
    /// The batches that they were in and that are not over.
    pub living: &'a [BatchId],
    /// The zone, if one is asked for.
    pub zone: Option<OneLine<64>>,
    /// Who brings them, if that is known.
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
    /// Decides whether it can be.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal`] with the reason.
    pub fn make(self, actor: &Actor, stamp: &Stamp) -> Result<BatchChange, BatchRefusal> {
        if !actor.manages(&self.seller) {
            return Err(BatchRefusal::Forbidden);
        }
        let twice = |at: usize| self.wanted[..at].contains(&self.wanted[at]);
        let count = self.wanted.len();
        if count == 0 || count > Batch::MAX_ORDERS || (0..count).any(twice) {
            return Err(BatchRefusal::Size);
        }
        let found = |id: &OrderId| self.orders.iter().find(|order| order.id == *id);
        let orders: Vec<&Order> = self.wanted.iter().filter_map(found).collect();
        self.all(|order| order.is_some_and(|it| it.seller == self.seller && is_driven(it)))
            .map_err(BatchRefusal::NotDelivered)?;
        let first = orders.first().and_then(|order| order.fulfilment.zone.clone());
        let zone = self.zone.clone().or(first);
        self.all(|order| order.is_some_and(|it| it.fulfilment.zone == zone))
            .map_err(BatchRefusal::OtherZone)?;
        named(&orders, |order| matches!(order.status.phase, Phase::Working | Phase::Ready))
            .map_err(BatchRefusal::NotWaiting)?;
        let taken = |order: &Order| {
            order.delivery.as_ref().is_some_and(|it| self.living.contains(&it.batch))
        };
        named(&orders, |order| !taken(order)).map_err(BatchRefusal::Taken)?;
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
            orders: self.wanted.to_vec(),
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

    /// Whether all wanted orders are so; else the places of those that are not.
    fn all(&self, is: impl Fn(Option<&Order>) -> bool) -> Result<(), Vec<usize>> {
        let order = |id: &OrderId| self.orders.iter().find(|order| order.id == *id);
        let places = self.wanted.iter().enumerate().filter(|(_, id)| !is(order(id)));
        let places: Vec<usize> = places.map(|(at, _)| at).collect();
        if places.is_empty() { Ok(()) } else { Err(places) }
    }
}

/// Whether all orders are so; else those that are not.
pub(super) fn named<'a>(
    orders: impl IntoIterator<Item = &'a &'a Order>,
    is: impl Fn(&Order) -> bool,
) -> Result<(), Vec<OrderId>> {
    let others = orders.into_iter().filter(|order| !is(order));
    let others: Vec<OrderId> = others.map(|order| order.id).collect();
    if others.is_empty() { Ok(()) } else { Err(others) }
}

/// Whether its seller's drivers bring it.
pub(super) fn is_driven(order: &Order) -> bool {
    let delivered = match order.fulfilment.method {
        Method::Delivery(_) => true,
        Method::Pickup | Method::Shipping(_) => false,
    };
    order.lifecycle.steps.pick_up.is_some() && delivered
}
