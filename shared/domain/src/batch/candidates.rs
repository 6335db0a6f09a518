//! The checks that orders must pass to go into a batch.

use super::{Batch, BatchRefusal, NamedOrders};
use crate::{BatchId, Method, OneLine, Order, OrderId, Phase, SellerId};

/// Orders that a request names for a batch, with what was read about them.
#[derive(Debug, Clone, Copy)]
pub struct Candidates<'a> {
    /// The ids of the named orders, in the sequence of their delivery.
    pub wanted: &'a [OrderId],
    /// Where the request names the orders.
    pub named: NamedOrders,
    /// The named orders that exist. The slice may contain other orders too.
    pub orders: &'a [Order],
    /// The batches of these orders that are not over.
    pub living: &'a [BatchId],
}

impl<'a> Candidates<'a> {
    /// The named orders, if all of them may go into a batch of `seller`. All must go to one zone:
    /// `zone`, or the zone of the first order when `zone` is `None`.
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

/// Checks that `is` holds for each named order; `is` gets `None` for an order that does not exist.
/// The error has the positions of the orders for which it does not hold.
pub(super) fn each_is(
    named: &[OrderId],
    orders: &[Order],
    is: impl Fn(Option<&Order>) -> bool,
) -> Result<(), Vec<usize>> {
    let places = named.iter().enumerate().filter(|(_, id)| !is(found(id, orders)));
    let places: Vec<usize> = places.map(|(at, _)| at).collect();
    if places.is_empty() { Ok(()) } else { Err(places) }
}

/// Whether the number of orders is allowed for a batch, and each order is named once.
pub(super) fn is_batch_of(orders: &[OrderId]) -> bool {
    let twice = |at: usize| orders[..at].contains(&orders[at]);
    let count = orders.len();
    (1..=Batch::MAX_ORDERS).contains(&count) && !(0..count).any(twice)
}

/// Checks that `is` holds for all orders. The error has the ids of the others.
pub(super) fn named<'a>(
    orders: impl IntoIterator<Item = &'a &'a Order>,
    is: impl Fn(&Order) -> bool,
) -> Result<(), Vec<OrderId>> {
    let others = orders.into_iter().filter(|order| !is(order));
    let others: Vec<OrderId> = others.map(|order| order.id).collect();
    if others.is_empty() { Ok(()) } else { Err(others) }
}

/// Whether drivers of the order's seller deliver it.
pub(super) fn is_driven(order: &Order) -> bool {
    let delivered = match order.fulfilment.method {
        Method::Delivery(_) => true,
        Method::Pickup | Method::Shipping(_) => false,
    };
    order.lifecycle.steps.pick_up.is_some() && delivered
}
