//! The conditions of a refused transaction that failed, sorted by the roles of the parts.

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

/// The failed conditions of a refused transaction.
#[derive(Debug, Default)]
pub(crate) struct Unmet {
    /// Orders that changed since the decision, each with its current item.
    pub changed: Vec<(OrderId, Option<Item>)>,
    /// New orders whose ids are taken, each with the item of the order that has the id.
    pub existing: Vec<(OrderId, Option<Item>)>,
    /// Stock that could not be taken, with its stock item.
    pub untaken: Vec<(OrderId, Draw, Option<Item>)>,
    /// Stock that could not be taken again, with its stock item.
    pub unretaken: Vec<(Draw, Option<Item>)>,
    /// Vouchers that have fewer uses on record than would be given back.
    pub unrestored: Vec<VoucherCode>,
    /// Whether a voucher cannot be redeemed, or its terms changed.
    pub unredeemed: bool,
    /// Whether a stock item does not exist, or history lines exist already.
    pub gone: bool,
    /// Whether other data changed that the decision depends on.
    pub stale: bool,
}

impl Unmet {
    pub(crate) fn of(failed: Vec<Failed>) -> Self {
        let mut unmet = Self::default();
        for Failed { roles, item } in failed {
            for role in roles {
                match role {
                    Role::Order(id) => unmet.changed.push((id, item.clone())),
                    Role::NewOrder(id) => unmet.existing.push((id, item.clone())),
                    Role::Take(id, draw) => unmet.untaken.push((id, draw, item.clone())),
                    Role::Retake(draw) => unmet.unretaken.push((draw, item.clone())),
                    Role::Restore(code) => unmet.unrestored.push(code),
                    Role::Redeem(_) => unmet.unredeemed = true,
                    Role::Return | Role::Release | Role::History => unmet.gone = true,
                    Role::Receipt
                    | Role::Batch
                    | Role::BatchCount
                    | Role::Contact
                    | Role::Payment(_)
                    | Role::Refund(_)
                    | Role::Withdraw(_)
                    | Role::CodeBudget => unmet.stale = true,
                }
            }
        }
        unmet
    }

    /// Whether the change with this name has changed an order, so that only its response was lost.
    /// `None` when the order has not changed since the decision.
    pub(crate) fn is_ours(&self, order: OrderId, name: &str) -> Result<Option<bool>, StoreError> {
        let Some((_, found)) = self.changed.iter().find(|(id, _)| *id == order) else {
            return Ok(None);
        };
        let Some(found) = found.clone() else { return Ok(Some(false)) };
        let stored: StoredOrder = read::<OrderRecord, _>(found)?;
        Ok(Some(stored.order.timeline.iter().any(|entry| entry.change.as_str() == name)))
    }

    /// All products that are short.
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

    /// Succeeds if a known condition failed, for callers for whom each failure means that the
    /// decision is stale.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] when no known condition failed.
    pub(crate) fn ensure_any(&self) -> Result<(), StoreError> {
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

/// The error for a failed condition that has no known meaning.
pub(crate) fn unknown() -> StoreError {
    StoreError::Unavailable("a condition failed that nobody knows".to_owned())
}

/// The available pieces in a bucket's item.
pub(crate) fn available(item: Option<&Item>) -> u64 {
    item.and_then(|item| number_in(item, "av")).unwrap_or(0)
}
