//! Committing a change of what an order holds: what is added is drawn from
//! wherever it is, all or nothing.

use docket_domain::{Change, Draw, Order, Product, ProductId, VoucherCode};

use crate::{
    Commit, Item, Shortage, Store, StoreError,
    actions::update_action,
    committing::{Actions, Effect, changed, failed, settle, unrestored},
    db::Cancelled,
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
    /// This voucher has fewer uses on record than the order would give back.
    VoucherUses(VoucherCode),
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
                Commit::VoucherUses(code) => UpdateOutcome::VoucherUses(code),
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
            let (effects, actions) = actions.split();
            let outcomes = match self.transact(actions, &format!("{name}-{plan}")).await {
                Ok(()) => return Ok(UpdateOutcome::Done(Box::new(change.order))),
                Err(Cancelled::Other(error)) => return Err(error),
                Err(Cancelled::Conditions(outcomes)) => outcomes,
            };
            let failed = failed(effects, outcomes);
            if let Some((_, found)) = failed.iter().find(|(effect, _)| *effect == Effect::Order) {
                return Ok(match settle(found.clone(), &change.order)? {
                    Commit::Done => UpdateOutcome::Done(Box::new(change.order)),
                    Commit::Stale
                    | Commit::Short(_)
                    | Commit::VoucherGone
                    | Commit::VoucherUses(_) => UpdateOutcome::Stale,
                });
            }
            if let Some(code) = unrestored(&failed) {
                return Ok(UpdateOutcome::VoucherUses(code.clone()));
            }
            let taken = |(effect, found)| match effect {
                Effect::Takes(draw) => Some((draw, found)),
                Effect::Order | Effect::Beside | Effect::Restores(_) | Effect::Redeems(_) => None,
            };
            let failed: Vec<(Draw, Option<Item>)> = failed.into_iter().filter_map(taken).collect();
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

    /// All that a change with added stock writes.
    fn update_actions(
        &self,
        old: &Order,
        change: &Change,
        limits: &[u64],
    ) -> Result<Actions, StoreError> {
        let pk = keys::order(old.id.suffix());
        let expression = changed(old, &change.order)?;
        let mut actions = Actions::default();
        actions.push(Effect::Order, update_action(self.table(), pk, keys::ORDER, expression)?);
        for (at, draw) in change.taken.iter().enumerate() {
            let take = match limits.get(at) {
                Some(&limit) => self.hold(draw, limit)?,
                None => self.take(draw)?,
            };
            actions.push(Effect::Takes(draw.clone()), take);
        }
        for draw in &change.returned {
            actions.push(Effect::Beside, self.put_back(draw, change.released.contains(draw))?);
        }
        for redemption in &change.restored {
            let effect = Effect::Restores(redemption.code.clone());
            actions.extend(&effect, self.restore(&change.order, redemption)?);
        }
        if let Some(write) = self.archive(change)? {
            actions.push(Effect::Beside, write);
        }
        Ok(actions)
    }
}
