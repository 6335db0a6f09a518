//! What a refused transaction met, told by what its parts are to their orders.

use docket_domain::{Draw, OrderId, VoucherCode};

use super::{
    outcome::Shortage,
    transaction::{Failed, Role},
};
use crate::{
    Item, StoreError, StoredOrder,
    records::{OrderRecord, read},
    table::number_in,
};

/// What a refused transaction met.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// Orders that are not as they were decided on, each as it is now.
    pub changed: Vec<(OrderId, Option<Item>)>,
    /// New orders whose ids are taken, each with the order that has it.
    pub existing: Vec<(OrderId, Option<Item>)>,
    /// Stock that is not there to be taken, with its item.
    pub untaken: Vec<(OrderId, Draw, Option<Item>)>,
    /// Stock that is not there to be taken again, with its item.
    pub unretaken: Vec<(Draw, Option<Item>)>,
    /// Vouchers of which more uses would be given back than there are.
    pub unrestored: Vec<VoucherCode>,
    /// Whether a voucher cannot be redeemed, or not under these terms.
    pub unredeemed: bool,
    /// Whether a stock item is gone, or lines are in the history already.
    pub gone: bool,
    /// Whether something else changed that the decision depends on.
    pub stale: bool,
}

impl Met {
    pub(crate) fn of(failed: Vec<Failed>) -> Self {
        let mut met = Self::default();
        for Failed { roles, item } in failed {
            for role in roles {
                match role {
                    Role::Order(id) => met.changed.push((id, item.clone())),
                    Role::NewOrder(id) => met.existing.push((id, item.clone())),
                    Role::Take(id, draw) => met.untaken.push((id, draw, item.clone())),
                    Role::Retake(draw) => met.unretaken.push((draw, item.clone())),
                    Role::Restore(code) => met.unrestored.push(code),
                    Role::Redeem(_) => met.unredeemed = true,
                    Role::Return | Role::Release | Role::History => met.gone = true,
                    Role::Receipt
                    | Role::Batch
                    | Role::BatchCount
                    | Role::Contact
                    | Role::Payment(_)
                    | Role::Refund(_)
                    | Role::Withdraw(_)
                    | Role::CodeBudget => met.stale = true,
                }
            }
        }
        met
    }

    /// Whether an order was changed, and that by the change of this name: its
    /// answer was lost. Nothing when the order is as it was decided on.
    pub(crate) fn is_ours(&self, order: OrderId, name: &str) -> Result<Option<bool>, StoreError> {
        let Some((_, found)) = self.changed.iter().find(|(id, _)| *id == order) else {
            return Ok(None);
        };
        let Some(found) = found.clone() else { return Ok(Some(false)) };
        let stored: StoredOrder = read::<OrderRecord, _>(found)?;
        Ok(Some(stored.order.timeline.iter().any(|entry| entry.change.as_str() == name)))
    }

    /// All stock of which there is too little.
    pub(crate) fn shortages(&self) -> Vec<Shortage> {
        let taken = self.untaken.iter().map(|(_, draw, found)| (draw, found));
        let retaken = self.unretaken.iter().map(|(draw, found)| (draw, found));
        let short = |(draw, found): (&Draw, &Option<Item>)| Shortage {
            product: draw.product.clone(),
            requested: draw.quantity,
            available: available(found.as_ref()),
        };
        taken.chain(retaken).map(short).collect()
    }

    /// That something changed which the decision depends on, where all that
    /// can be met is that.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] when no role says what was met.
    pub(crate) fn something(&self) -> Result<(), StoreError> {
        let Self { changed, existing, untaken, unretaken, unrestored, unredeemed, gone, stale } =
            self;
        let nothing = changed.is_empty()
            && existing.is_empty()
            && untaken.is_empty()
            && unretaken.is_empty()
            && unrestored.is_empty()
            && !(*unredeemed || *gone || *stale);
        if nothing { Err(unknown()) } else { Ok(()) }
    }
}

/// A condition failed, and no role says what follows.
pub(crate) fn unknown() -> StoreError {
    StoreError::Unavailable("a condition failed that nobody knows".to_owned())
}

/// What a bucket's item says is there.
pub(crate) fn available(item: Option<&Item>) -> u64 {
    item.and_then(|item| number_in(item, "av")).unwrap_or(0)
}
