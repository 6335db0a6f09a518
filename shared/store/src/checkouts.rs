//! Orders of one checkout: read together, and placed together or not at all.

use std::collections::BTreeSet;

use docket_domain::{Order, Product};

use crate::{
    Item, Placing, Shortage, Situation, Store, StoreError, Unplaced, Wanted,
    budgets::Budget,
    db::{Cancelled, Outcome, text},
    held::Held,
    keys,
    placing::{MAX_ACTIONS, PLANS, Part, quantities, taken},
    records::{
        ContactRecord, OrderRecord, ProductRecord, SellerRecord, StoredOrder, StoredProduct, read,
    },
    vouchers,
};

impl Store {
    /// Reads, strongly and in one call, what several orders depend on.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn situations(&self, wanted: &[Wanted<'_>]) -> Result<Vec<Situation>, StoreError> {
        let wished: BTreeSet<(String, String)> = wanted.iter().flat_map(keys_of).collect();
        let wished = wished.iter().map(|(pk, sk)| (pk.clone(), sk.as_str()));
        let found = self.batch_get(wished).await?;
        wanted.iter().map(|wanted| situation(wanted, &found)).collect()
    }

    /// Commits orders with all that they take, or nothing at all: the orders
    /// as they are then, or why there are none. Products are of one order
    /// each; what is known of the phone goes with the first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn place_all(
        &self,
        placings: &[Placing<'_>],
    ) -> Result<Result<Vec<Order>, Unplaced>, StoreError> {
        let stored = |it: &Placing<'_>| StoredOrder { order: it.order.clone(), mark: it.mark };
        let mut orders: Vec<StoredOrder> = placings.iter().map(stored).collect();
        let name = orders.first().map_or("", |it| it.order.timeline[0].change.as_str()).to_owned();
        for plan in 0..PLANS {
            let limits = match self.plan_all(&mut orders, placings).await? {
                Ok(limits) => limits,
                Err(outcome) => return Ok(Err(outcome)),
            };
            let (mut parts, mut actions) = (Vec::new(), Vec::new());
            for (nth, placing) in placings.iter().enumerate() {
                let (more, writes) = self.actions(&orders[nth], placing, &limits[nth])?;
                parts.extend(more.into_iter().map(|part| (nth, part)));
                actions.extend(writes);
            }
            if actions.len() > MAX_ACTIONS {
                return Ok(Err(Unplaced::TooScattered));
            }
            // Each plan is another transaction and so has another name.
            let outcomes = match self.transact(actions, &format!("{name}-{plan}")).await {
                Ok(()) => return Ok(Ok(orders.into_iter().map(|it| it.order).collect())),
                Err(Cancelled::Other(error)) => return Err(error),
                Err(Cancelled::Conditions(outcomes)) => outcomes,
            };
            let mut failed: Vec<Vec<_>> = orders.iter().map(|_| Vec::new()).collect();
            let mut stale = false;
            for ((nth, part), outcome) in parts.into_iter().zip(outcomes) {
                let Outcome::Failed(found) = outcome else { continue };
                match part {
                    Part::Order => return taken(found).map(Err),
                    Part::Bucket(draw) => failed[nth].push((draw, found)),
                    Part::Other => stale = true,
                }
            }
            let mut short = Vec::new();
            for (nth, failed) in failed.into_iter().enumerate() {
                let order = &mut orders[nth].order;
                // What is held is planned from what is there each time.
                if order.hold.is_some_and(|hold| hold.share.is_some()) {
                    continue;
                }
                let (suffix, draws) = (order.id.suffix(), &mut order.draws);
                short.extend(self.plan_again(draws, suffix, failed, placings[nth].products).await?);
            }
            if !short.is_empty() {
                return Ok(Err(Unplaced::Short(short)));
            }
            if stale {
                return Ok(Err(Unplaced::Stale));
            }
        }
        Err(StoreError::Busy)
    }

    /// Plans from where the orders draw for which there is a limit: for each
    /// order the most that its buckets may then hold.
    async fn plan_all(
        &self,
        orders: &mut [StoredOrder],
        placings: &[Placing<'_>],
    ) -> Result<Result<Vec<Vec<u64>>, Unplaced>, StoreError> {
        let (mut limits, mut short, mut out) = (Vec::new(), Vec::new(), None);
        for (stored, placing) in orders.iter_mut().zip(placings) {
            let order = &mut stored.order;
            let Some(share) = order.hold.and_then(|hold| hold.share) else {
                limits.push(Vec::new());
                continue;
            };
            let (draws, suffix) = (&order.draws, order.id.suffix());
            match self.plan_held(draws, suffix, placing.products, share).await? {
                Held::Planned(planned) => {
                    let (draws, most) = planned.into_iter().unzip();
                    order.draws = draws;
                    limits.push(most);
                }
                Held::Short(more) => short.extend(more),
                Held::Out(product) => out = out.or(Some(product)),
            }
        }
        if !short.is_empty() {
            // All that is short is said, also where no limit had it looked at.
            for (stored, placing) in orders.iter().zip(placings) {
                if stored.order.hold.is_none_or(|hold| hold.share.is_none()) {
                    short.extend(self.missing(&stored.order, placing.products).await?);
                }
            }
            return Ok(Err(Unplaced::Short(short)));
        }
        Ok(out.map_or(Ok(limits), |product| Err(Unplaced::HeldOut(product))))
    }

    /// The products of an order of which there is too little.
    async fn missing(
        &self,
        order: &Order,
        products: &[Product],
    ) -> Result<Vec<Shortage>, StoreError> {
        let mut short = Vec::new();
        for (product, requested) in quantities(&order.draws) {
            let buckets = products.iter().find(|it| it.id == *product).map_or(1, |it| it.buckets);
            let there = self.spread(product, buckets, requested, order.id.suffix()).await?;
            if let Err(available) = there {
                short.push(Shortage { product: product.clone(), requested, available });
            }
        }
        Ok(short)
    }
}

/// The keys of all that an order depends on.
fn keys_of(wanted: &Wanted<'_>) -> Vec<(String, String)> {
    let pair = |pk: String, sk: &str| (pk, sk.to_owned());
    let mut wished: Vec<(String, String)> =
        wanted.products.iter().map(|id| pair(keys::product(id), keys::PRODUCT)).collect();
    wished.push(pair(keys::seller(wanted.seller), keys::SELLER));
    wished.extend(wanted.guest.then(|| pair(keys::contact(wanted.customer), keys::CONTACT)));
    wished.extend(wanted.order.map(|suffix| pair(keys::order(suffix), keys::ORDER)));
    wished.extend(Store::voucher_keys(wanted.seller, wanted.vouchers, wanted.customer));
    let budget = wanted.budget.into_iter().flat_map(Budget::keys);
    wished.extend(budget.map(|(pk, sk)| pair(pk, sk)));
    wished
}

/// What one order depends on, of all that was read.
fn situation(wanted: &Wanted<'_>, found: &[Item]) -> Result<Situation, StoreError> {
    let mut situation = Situation {
        seller: None,
        products: Vec::new(),
        contact: None,
        vouchers: Vec::new(),
        existing: None,
        budget: wanted.budget.map_or(Ok(()), |budget| budget.check(found)),
    };
    let own: BTreeSet<(String, String)> = keys_of(wanted).into_iter().collect();
    let named = |item: &Item, name: &str| text(item, name).unwrap_or_default().to_owned();
    let is_own = |item: &&Item| own.contains(&(named(item, keys::PK), named(item, keys::SK)));
    let mut uses = Vec::new();
    for item in found.iter().filter(is_own).cloned() {
        match text(&item, keys::SK) {
            Some(keys::SELLER) => situation.seller = Some(read::<SellerRecord, _>(item)?),
            Some(keys::CONTACT) => situation.contact = Some(read::<ContactRecord, _>(item)?),
            Some(keys::ORDER) => situation.existing = Some(read::<OrderRecord, _>(item)?),
            Some(keys::PRODUCT) => {
                situation.products.push(read::<ProductRecord, StoredProduct>(item)?.product);
            }
            Some(keys::QUOTA) => {}
            Some(_) | None => vouchers::collect(&mut situation.vouchers, &mut uses, item)?,
        }
    }
    for found in &mut situation.vouchers {
        let pk = keys::voucher(&found.voucher.id);
        let own = uses.iter().find(|(key, _)| *key == pk);
        found.by_customer = own.map_or(0, |(_, count)| *count);
    }
    Ok(situation)
}
