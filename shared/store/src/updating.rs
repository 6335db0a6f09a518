//! Committing a change of what an order holds: what is added is drawn from
//! wherever it is, all or nothing.

use aws_sdk_dynamodb::types::TransactWriteItem;
use docket_domain::{Change, Draw, Order, Product, ProductId};

use crate::{
    Commit, Item, Shortage, Store, StoreError,
    actions::update_action,
    committing::{changed, settle},
    db::{Cancelled, Outcome},
    held::Held,
    keys,
    placing::{MAX_ACTIONS, PLANS},
};

/// What became of a change of an order.
#[derive(Debug)]
pub enum UpdateOutcome {
    /// It is committed.
    Done(Box<Order>),
    /// Somebody else changed the order first: read and decide again.
    Stale,
    /// Not all that is added is there; with every product that is short.
    Short(Vec<Shortage>),
    /// There is enough, but unverified orders hold their share of this product.
    HeldOut(ProductId),
    /// It would draw on more stock items than one transaction takes.
    TooScattered,
}

impl Store {
    /// Commits a change of `old` together with the stock that it takes or
    /// returns and the vouchers that it gives back, or nothing.
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
                // It takes no stock and no voucher, so nothing else fails.
                Commit::Stale | Commit::Short(_) | Commit::VoucherGone => UpdateOutcome::Stale,
            });
        }
        let suffix = old.id.suffix();
        let share = old.hold.and_then(|hold| hold.share);
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
            let actions = self.update_actions(old, &change, &limits)?;
            if actions.len() > MAX_ACTIONS {
                return Ok(UpdateOutcome::TooScattered);
            }
            // Each plan is another transaction and so has another name.
            let name = change.order.timeline.last().map_or("", |entry| entry.change.as_str());
            let outcomes = match self.transact(actions, &format!("{name}-{plan}")).await {
                Ok(()) => return Ok(UpdateOutcome::Done(Box::new(change.order))),
                Err(Cancelled::Other(error)) => return Err(error),
                Err(Cancelled::Conditions(outcomes)) => outcomes,
            };
            let mut outcomes = outcomes.into_iter();
            if let Some(Outcome::Failed(found)) = outcomes.next() {
                return Ok(match settle(found, &change.order)? {
                    Commit::Done => UpdateOutcome::Done(Box::new(change.order)),
                    Commit::Stale | Commit::Short(_) | Commit::VoucherGone => UpdateOutcome::Stale,
                });
            }
            let failed = |(draw, outcome): (&Draw, Outcome)| match outcome {
                Outcome::Held => None,
                Outcome::Failed(found) => Some((draw.clone(), found)),
            };
            let failed: Vec<(Draw, Option<Item>)> =
                change.taken.iter().zip(outcomes).filter_map(failed).collect();
            // What is held is planned from what is there each time.
            let failed = if share.is_some() { Vec::new() } else { failed };
            let mut taken = change.taken.clone();
            let short = self.plan_again(&mut taken, suffix, failed, products).await?;
            if !short.is_empty() {
                return Ok(UpdateOutcome::Short(short));
            }
            change.draw_on(old, taken);
        }
        Err(StoreError::Busy)
    }

    /// The order first, then what is taken, so that outcomes are found again.
    fn update_actions(
        &self,
        old: &Order,
        change: &Change,
        limits: &[u64],
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let pk = keys::order(old.id.suffix());
        let expression = changed(old, &change.order)?;
        let mut actions = vec![update_action(self.table(), pk, keys::ORDER, expression)?];
        for (at, draw) in change.taken.iter().enumerate() {
            actions.push(match limits.get(at) {
                Some(&limit) => self.hold(draw, limit)?,
                None => self.take(draw)?,
            });
        }
        for draw in &change.returned {
            actions.push(self.put_back(draw, change.released.contains(draw))?);
        }
        for redemption in &change.restored {
            actions.extend(self.restore(&change.order, redemption)?);
        }
        actions.extend(self.archive(change)?);
        Ok(actions)
    }
}
