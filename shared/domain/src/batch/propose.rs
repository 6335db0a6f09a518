//! Proposals of batches, for the seller's staff to create.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Batch, candidates::is_driven};
use crate::{BatchId, OneLine, Order, OrderId, Phase};

/// A batch that could be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The zone of the orders. Orders without a zone form a zone of their own.
    pub zone: Option<OneLine<64>>,
    /// The meal window of the orders. Orders without one are grouped together too.
    pub meal_window: Option<OneLine<100>>,
    /// The orders, those with the earliest wanted time first.
    pub orders: Vec<OrderId>,
}

impl Proposal {
    /// The most orders of a proposed batch, unless the caller gives another limit.
    pub const ORDERS: usize = 20;

    /// Proposes batches of `orders`; `living` are the batches that are not over. There is one batch
    /// for each meal window and zone, or several batches of about equal size when there are more
    /// than `most` orders. The batch with the earliest wanted order comes first.
    #[must_use]
    pub fn of(orders: &[Order], living: &[BatchId], most: usize) -> Vec<Self> {
        let most = most.clamp(1, Batch::MAX_ORDERS);
        let mut groups: BTreeMap<_, Vec<&Order>> = BTreeMap::new();
        for order in orders.iter().filter(|order| order.waits_for_a_batch(living)) {
            let text = |text: &str| text.to_owned();
            let meal = order.meal_window.as_ref().map(|it| text(it.as_str()));
            let zone = order.fulfilment.zone.as_ref().map(|it| text(it.as_str()));
            groups.entry((meal, zone)).or_default().push(order);
        }
        let mut proposed = Vec::new();
        for mut group in groups.into_values() {
            group.sort_by_key(|order| (wanted(order), order.id.suffix()));
            let size = group.len().div_ceil(group.len().div_ceil(most));
            for batch in group.chunks(size) {
                let [first, ..] = batch else { continue };
                let proposal = Self {
                    zone: first.fulfilment.zone.clone(),
                    meal_window: first.meal_window.clone(),
                    orders: batch.iter().map(|order| order.id).collect(),
                };
                proposed.push((wanted(first), proposal));
            }
        }
        proposed.sort_by_key(|(wanted, _)| *wanted);
        proposed.into_iter().map(|(_, proposal)| proposal).collect()
    }
}

impl Order {
    /// Whether the order could go into a batch now.
    fn waits_for_a_batch(&self, living: &[BatchId]) -> bool {
        let taken = self.delivery.as_ref().is_some_and(|it| living.contains(&it.batch));
        is_driven(self) && !taken && matches!(self.status.phase, Phase::Working | Phase::Ready)
    }
}

/// When an order is wanted: at the time that the buyer asked for, or else as soon as possible,
/// which counts as the time of placing.
fn wanted(order: &Order) -> Timestamp {
    order.fulfilment.requested_for.unwrap_or(order.placed_at)
}
