//! Placing one order, or all orders of a checkout, with their stock, vouchers and holds in one
//! transaction.

use docket_domain::{ContactState, Order, Product};

use super::{
    outcome::Unplaced,
    stock_plan::{Held, PLANS},
    transaction::{Committed, Role, Transaction},
    unmet::Unmet,
};
use crate::{
    Budget, Item, RequestMark, Store, StoreError, StoredOrder, VoucherUse,
    people::contact_action,
    records::{OrderRecord, read},
};

/// An order to place, with the data that is committed with it.
#[derive(Debug)]
pub struct Placing<'a> {
    /// The order.
    pub order: Order,
    /// The mark of the request that places it.
    pub mark: RequestMark,
    /// The products that it contains.
    pub products: &'a [Product],
    /// The state of the guest's phone before the order, and with this order's hold.
    pub contact: Option<(Option<ContactState>, ContactState)>,
    /// The budget of the guest's code.
    pub budget: Option<&'a Budget>,
    /// The vouchers that it redeems, with the terms that the decision is based on.
    pub vouchers: &'a [VoucherUse],
    /// The number of partitions per month in the index of all orders.
    pub shards: u32,
}

impl Store {
    /// Commits an order with everything that it takes in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn place(&self, placing: Placing<'_>) -> Result<Result<Order, Unplaced>, StoreError> {
        let only = |orders: Vec<Order>| orders.into_iter().next().ok_or(Unplaced::Stale);
        Ok(self.place_all(&[placing]).await?.and_then(only))
    }

    /// Commits orders with everything that they take in one transaction. Returns the placed orders,
    /// or the reason why none was placed. No two orders may contain one product. The state of the
    /// phone belongs to the first order.
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
            let mut transaction = Transaction::of(&name).leaving_room();
            for (nth, placing) in placings.iter().enumerate() {
                transaction = with_order(transaction, &orders[nth], placing, &limits[nth])?;
            }
            let unmet = match transaction.commit(self, plan).await? {
                Committed::Done => return Ok(Ok(orders.into_iter().map(|it| it.order).collect())),
                Committed::TooMany => return Ok(Err(Unplaced::TooScattered)),
                Committed::Refused(failed) => Unmet::of(failed),
            };
            unmet.ensure_any()?;
            if let Some((_, found)) = unmet.existing.first() {
                return taken(found.clone()).map(Err);
            }
            let mut short = Vec::new();
            for (stored, placing) in orders.iter_mut().zip(placings) {
                let order = &mut stored.order;
                // An order with a limited hold is planned from the current stock in each round.
                if order.hold.is_some_and(|hold| hold.share.is_some()) {
                    continue;
                }
                let own = unmet.untaken.iter().filter(|(id, ..)| *id == order.id);
                let failed = own.map(|(_, draw, found)| (draw.clone(), found.clone())).collect();
                let (suffix, mut draws) = (order.id.suffix(), order.draws.clone());
                short.extend(self.plan_again(&mut draws, suffix, failed, placing.products).await?);
                order.redraw(draws);
            }
            if !short.is_empty() {
                return Ok(Err(Unplaced::Short(short)));
            }
            if unmet.stale || unmet.unredeemed {
                return Ok(Err(Unplaced::Stale));
            }
        }
        Err(StoreError::Busy)
    }

    /// Plans the draws of the orders whose holds are limited. Returns for each order the most that
    /// its buckets may hold then.
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
                    order.redraw(draws);
                    limits.push(most);
                }
                Held::Short(more) => short.extend(more),
                Held::Out(product) => out = out.or(Some(product)),
            }
        }
        if !short.is_empty() {
            // All short products are reported, including those of orders without a limit.
            for (stored, placing) in orders.iter().zip(placings) {
                if stored.order.hold.is_none_or(|hold| hold.share.is_none()) {
                    short.extend(self.missing(&stored.order, placing.products).await?);
                }
            }
            return Ok(Err(Unplaced::Short(short)));
        }
        Ok(out.map_or(Ok(limits), |product| Err(Unplaced::HeldOut(product))))
    }
}

/// Adds all parts of one order: the order and its stock, then the phone's state and the budget of
/// codes, then the vouchers.
fn with_order(
    transaction: Transaction,
    stored: &StoredOrder,
    placing: &Placing<'_>,
    limits: &[u64],
) -> Result<Transaction, StoreError> {
    let order = &stored.order;
    let mut transaction = transaction.place(stored, placing.shards, limits)?;
    if let Some((old, new)) = &placing.contact {
        let contact = contact_action(old.as_ref(), new, order.placed_at)?;
        transaction = transaction.part(Role::Contact, contact)?;
    }
    if let Some(count) = placing.budget.and_then(Budget::count_source) {
        transaction = transaction.part(Role::CodeBudget, count)?;
    }
    let terms: Vec<_> = placing.vouchers.iter().map(|it| it.voucher.clone()).collect();
    for redemption in &order.vouchers {
        transaction = transaction.redeem(order, redemption, &terms)?;
    }
    Ok(transaction)
}

/// The order that has the id already, from the item of the failed condition.
fn taken(found: Option<Item>) -> Result<Unplaced, StoreError> {
    let missing = || StoreError::Unavailable("a taken order id came without its order".to_owned());
    let stored = read::<OrderRecord, StoredOrder>(found.ok_or_else(missing)?)?;
    Ok(Unplaced::Taken(Box::new(stored)))
}
