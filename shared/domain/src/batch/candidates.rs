//! Orders that are to go into a batch.

use super::{Batch, BatchRefusal, NamedOrders};
use crate::{BatchId, Method, OneLine, Order, OrderId, Phase, SellerId};

/// Orders that somebody wants in a batch, as they were found.
#[derive(Debug, Clone, Copy)]
pub struct Candidates<'a> {
    /// Those that are asked for, in the order of their delivery.
    pub wanted: &'a [OrderId],
    /// Where the request names them.
    pub named: NamedOrders,
    /// Those of them that there are; others may be among them.
    pub orders: &'a [Order],
    /// The batches that they were in and that are not over.
    pub living: &'a [BatchId],
}

impl<'a> Candidates<'a> {
    /// All that are wanted, if they may go into a batch of this seller; all to one
    /// zone: `zone`, or that of the first unless it is given.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal`] with the reason.
    pub(super) fn fit(
        &self,
        seller: &SellerId,
        zone: Option<&Option<OneLine<64>>>,
    ) -> Result<Vec<&'a Order>, BatchRefusal> {
        let orders: Vec<&Order> =
            self.wanted.iter().filter_map(|id| found(id, self.orders)).collect();
        let all = |is: &dyn Fn(Option<&Order>) -> bool| each_is(self.wanted, self.orders, is);
        all(&|order| order.is_some_and(|it| it.seller == *seller && is_driven(it)))
            .map_err(|at| BatchRefusal::NotDelivered(self.named, at))?;
        let first = orders.first().map(|order| &order.fulfilment.zone);
        let zone = zone.or(first);
        all(&|order| order.is_some_and(|it| Some(&it.fulfilment.zone) == zone))
            .map_err(|at| BatchRefusal::OtherZone(self.named, at))?;
        named(&orders, |order| matches!(order.status.phase, Phase::Working | Phase::Ready))
            .map_err(BatchRefusal::NotWaiting)?;
        let taken = |order: &&Order| {
            let batch = &order.delivery.as_ref()?.batch;
            self.living.contains(batch).then(|| (order.id, batch.clone()))
        };
        let taken: Vec<_> = orders.iter().filter_map(taken).collect();
        if taken.is_empty() { Ok(orders) } else { Err(BatchRefusal::Taken(taken)) }
    }
}

fn found<'a>(id: &OrderId, orders: &'a [Order]) -> Option<&'a Order> {
    orders.iter().find(|order| order.id == *id)
}

/// Whether each of the named orders is so, of those that there are; else the places of
/// those that are not.
pub(super) fn each_is(
    named: &[OrderId],
    orders: &[Order],
    is: impl Fn(Option<&Order>) -> bool,
) -> Result<(), Vec<usize>> {
    let places = named.iter().enumerate().filter(|(_, id)| !is(found(id, orders)));
    let places: Vec<usize> = places.map(|(at, _)| at).collect();
    if places.is_empty() { Ok(()) } else { Err(places) }
}

/// Whether so many orders are a batch, each named once.
pub(super) fn is_batch_of(orders: &[OrderId]) -> bool {
    let twice = |at: usize| orders[..at].contains(&orders[at]);
    let count = orders.len();
    (1..=Batch::MAX_ORDERS).contains(&count) && !(0..count).any(twice)
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
