//! Committing an update of an order's content. Added pieces are drawn from any buckets, in one
//! transaction with all other effects.

use docket_domain::{Change, Order, Product};

use super::{
    change::change_of,
    outcome::{Commit, UpdateOutcome},
    stock_plan::{Held, PLANS},
    transaction::{Committed, Transaction},
    unmet::Unmet,
};
use crate::{Store, StoreError};

impl Store {
    /// Commits an update of `old`, with the stock that it takes or returns and the vouchers that it
    /// gives back, in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit_update(
        &self,
        old: &Order,
        mut change: Change,
        products: &[Product],
    ) -> Result<UpdateOutcome, StoreError> {
        if change.taken.is_empty() {
            return Ok(match self.commit(old, &change).await? {
                Commit::Done => UpdateOutcome::Done(Box::new(change.order)),
                Commit::VoucherUses(code) => UpdateOutcome::VoucherUses(code),
                // The update takes no stock and no voucher, so no other condition can fail.
                Commit::Stale | Commit::Short(_) | Commit::VoucherGone => UpdateOutcome::Stale,
            });
        }
        let suffix = old.id.suffix();
        let share = old.hold.and_then(|hold| hold.share);
        let name = change_of(&change.order).to_owned();
        for plan in 0..PLANS {
            let mut limits = Vec::new();
            if let Some(share) = share {
                match self.plan_held(&change.taken, suffix, products, share).await? {
                    Held::Planned(planned) => {
                        let taken;
                        (taken, limits) = planned.into_iter().unzip();
                        change.draw_on(old, taken);
                    }
                    Held::Short(short) => return Ok(UpdateOutcome::Short(short)),
                    Held::Out(product) => return Ok(UpdateOutcome::HeldOut(product)),
                }
            }
            let transaction = Transaction::of(&name).leaving_room();
            let transaction = self.and_change(transaction, old, &change, &limits).await?;
            let unmet = match transaction.commit(self, plan).await? {
                Committed::Done => return Ok(UpdateOutcome::Done(Box::new(change.order))),
                Committed::TooMany => return Ok(UpdateOutcome::TooScattered),
                Committed::Refused(failed) => Unmet::of(failed),
            };
            unmet.ensure_any()?;
            if let Some(ours) = unmet.is_ours(old.id, &name)? {
                return Ok(if ours {
                    UpdateOutcome::Done(Box::new(change.order))
                } else {
                    UpdateOutcome::Stale
                });
            }
            if let Some(code) = unmet.unrestored.first() {
                return Ok(UpdateOutcome::VoucherUses(code.clone()));
            }
            // An order with a limited hold is planned from the current stock in each round.
            let failed = if share.is_some() { Vec::new() } else { unmet.untaken };
            let failed = failed.into_iter().map(|(_, draw, found)| (draw, found)).collect();
            let mut taken = change.taken.clone();
            let short = self.plan_again(&mut taken, suffix, failed, products).await?;
            if !short.is_empty() {
                return Ok(UpdateOutcome::Short(short));
            }
            change.draw_on(old, taken);
        }
        Err(StoreError::Busy)
    }
}
