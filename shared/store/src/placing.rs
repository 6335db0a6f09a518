//! Placing an order: everything it takes, or nothing.

use std::cmp::Reverse;

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{
    ContactState, CustomerKey, Draw, Order, Product, ProductId, Seller, SellerId, SendRefusal,
    Suffix, VoucherCode,
};
use jiff::Timestamp;

use crate::{
    Budget, Item, Store, StoreError, VoucherUse,
    actions::{create_action, update_action},
    changes::Expression,
    db::{number, number_in},
    keys,
    records::{ContactRecord, OrderRecord, RequestMark, StoredOrder, item, read},
};

/// How often an order over several buckets is planned anew before it is given
/// up as too contended.
pub(crate) const PLANS: usize = 8;
/// The most actions of a transaction (service quota), less one: what stops the
/// order may have to move lines out of its history as well.
pub(crate) const MAX_ACTIONS: usize = 99;

/// What an order depends on.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The seller.
    pub seller: &'a SellerId,
    /// The products of the cart.
    pub products: &'a BTreeSet<&'a ProductId>,
    /// Who orders.
    pub customer: &'a CustomerKey,
    /// Whether what is known of their phone matters.
    pub guest: bool,
    /// The order that an earlier request may have placed.
    pub order: Option<Suffix>,
    /// The vouchers that are named.
    pub vouchers: &'a [VoucherCode],
    /// What the guest's code would be counted in.
    pub budget: Option<&'a Budget>,
    /// The time.
    pub now: Timestamp,
}

/// All that is needed to decide an order, read at one time.
#[derive(Debug)]
pub struct Situation {
    /// The seller, if there is one.
    pub seller: Option<Seller>,
    /// The products that exist.
    pub products: Vec<Product>,
    /// What is known of the phone.
    pub contact: Option<ContactState>,
    /// The vouchers that exist, of those that were named.
    pub vouchers: Vec<VoucherUse>,
    /// The order that an earlier request with the same key placed.
    pub existing: Option<StoredOrder>,
    /// Whether one more code may be asked for.
    pub budget: Result<(), SendRefusal>,
}

/// An order to be placed, and what goes with it.
#[derive(Debug)]
pub struct Placing<'a> {
    /// The order.
    pub order: Order,
    /// The request that places it.
    pub mark: RequestMark,
    /// The products that it draws on.
    pub products: &'a [Product],
    /// What is known of the guest's phone: before, and with this order's hold.
    pub contact: Option<(Option<ContactState>, ContactState)>,
    /// What the guest's code is counted in.
    pub budget: Option<&'a Budget>,
    /// The vouchers that it redeems, with the terms that were decided on.
    pub vouchers: &'a [VoucherUse],
    /// How many partitions a month of all orders is spread over.
    pub shards: u32,
}

/// Why nothing was placed.
#[derive(Debug)]
pub enum Unplaced {
    /// The order's id was taken: by the same request earlier, or by another's.
    Taken(Box<StoredOrder>),
    /// Not all of it is there; with every line that is short.
    Short(Vec<Shortage>),
    /// The phone's state, the budget of codes or a voucher changed meanwhile:
    /// read and decide again.
    Stale,
    /// It draws on more stock items than one transaction takes.
    TooScattered,
    /// There is enough, but unverified orders hold their share of this product.
    HeldOut(ProductId),
}

/// A product of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The product.
    pub product: ProductId,
    /// How many were wanted.
    pub requested: u32,
    /// How many there are.
    pub available: u64,
}

/// The actions of a transaction, in their order.
pub(crate) enum Part {
    Order,
    Bucket(Draw),
    Other,
}

impl Store {
    /// Reads, strongly and in one call, what an order of `products` from
    /// `seller` depends on.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn situation(&self, wanted: &Wanted<'_>) -> Result<Situation, StoreError> {
        let situation = self.situations(std::slice::from_ref(wanted)).await?.pop();
        situation.ok_or_else(|| StoreError::Unavailable("nothing was asked for".to_owned()))
    }

    /// Commits an order with all that it takes, or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn place(&self, placing: Placing<'_>) -> Result<Result<Order, Unplaced>, StoreError> {
        let only = |orders: Vec<Order>| orders.into_iter().next().ok_or(Unplaced::Stale);
        Ok(self.place_all(&[placing]).await?.and_then(only))
    }

    pub(crate) fn actions(
        &self,
        stored: &StoredOrder,
        placing: &Placing<'_>,
        limits: &[u64],
    ) -> Result<(Vec<Part>, Vec<aws_sdk_dynamodb::types::TransactWriteItem>), StoreError> {
        let order = item(&OrderRecord::new(stored, placing.shards))?;
        let mut parts = vec![Part::Order];
        let mut actions = vec![create_action(self.table(), order)?];
        for (at, draw) in stored.order.draws.iter().enumerate() {
            actions.push(match limits.get(at) {
                Some(&limit) => self.hold(draw, limit)?,
                None => self.take(draw)?,
            });
            parts.push(Part::Bucket(draw.clone()));
        }
        if let Some((old, new)) = &placing.contact {
            actions.push(self.contact_action(old.as_ref(), new, stored.order.placed_at)?);
            parts.push(Part::Other);
        }
        if let Some(budget) = placing.budget
            && let Some(action) = self.count_source(budget)?
        {
            actions.push(action);
            parts.push(Part::Other);
        }
        for redemption in &stored.order.vouchers {
            let terms = placing.vouchers.iter().map(|it| &it.voucher);
            let terms = terms.clone().find(|it| it.id.code == redemption.code);
            for action in self.redeem(&stored.order, redemption, terms)? {
                actions.push(action);
                parts.push(Part::Other);
            }
        }
        Ok((parts, actions))
    }

    /// Spreads the draws that failed over the other buckets of their product,
    /// and answers the products of which there is too little in all.
    pub(crate) async fn plan_again(
        &self,
        draws: &mut Vec<Draw>,
        suffix: Suffix,
        failed: Vec<(Draw, Option<Item>)>,
        products: &[Product],
    ) -> Result<Vec<Shortage>, StoreError> {
        let mut shortages = Vec::new();
        let mut seen: Vec<ProductId> = Vec::new();
        for (draw, found) in failed {
            if seen.contains(&draw.product) {
                continue;
            }
            seen.push(draw.product.clone());
            let wanted = quantities(draws);
            let requested = wanted.get(&draw.product).copied().unwrap_or(draw.quantity);
            let buckets = products
                .iter()
                .find(|product| product.id == draw.product)
                .map_or(1, |product| product.buckets);
            let planned = if buckets == 1 {
                // One item: its failed condition is the proof.
                Err(found.as_ref().map_or(0, available))
            } else {
                self.spread(&draw.product, buckets, requested, suffix).await?
            };
            match planned {
                Ok(planned) => {
                    draws.retain(|it| it.product != draw.product);
                    draws.extend(planned);
                }
                Err(available) => {
                    shortages.push(Shortage { product: draw.product, requested, available });
                }
            }
        }
        Ok(shortages)
    }

    /// Draws `requested` from whichever buckets have it; or says how many
    /// there are. It is too little only when two successive reads say so and
    /// nothing came in between them.
    pub(crate) async fn spread(
        &self,
        product: &ProductId,
        buckets: u32,
        requested: u32,
        suffix: Suffix,
    ) -> Result<Result<Vec<Draw>, u64>, StoreError> {
        let mut before = None;
        loop {
            let records = self.buckets(product, buckets).await?;
            let there: u64 = records.iter().map(|(_, record)| record.av).sum();
            if there >= u64::from(requested) {
                let rooms: Vec<_> = records.iter().map(|(at, record)| (*at, record.av)).collect();
                return Ok(Ok(fill(product, &rooms, requested, suffix)));
            }
            let increases: Vec<_> =
                records.iter().map(|(number, record)| (*number, record.rc + record.rt)).collect();
            if before.as_ref() == Some(&increases) {
                return Ok(Err(there));
            }
            before = Some(increases);
        }
    }

    /// The action that stores a changed contact.
    pub(crate) fn contact_action(
        &self,
        old: Option<&ContactState>,
        new: &ContactState,
        now: Timestamp,
    ) -> Result<aws_sdk_dynamodb::types::TransactWriteItem, StoreError> {
        let after = item(&ContactRecord::new(new, now))?;
        let Some(old) = old else { return create_action(self.table(), after) };
        let before = item(&ContactRecord::new(old, Timestamp::UNIX_EPOCH))?;
        let mut expression = Expression::between(&before, &after);
        match old.revision {
            // An address that was confirmed, and never counted a code.
            0 => expression.only_if_absent("rv"),
            revision => expression.only_if("rv", "=", number(revision)),
        };
        update_action(self.table(), keys::contact(&new.key), keys::half(new.half), expression)
    }
}

/// The order that has the id already; the failed condition brings it.
pub(crate) fn taken(found: Option<Item>) -> Result<Unplaced, StoreError> {
    let missing = || StoreError::Unavailable("a taken order id came without its order".to_owned());
    let stored = read::<OrderRecord, StoredOrder>(found.ok_or_else(missing)?)?;
    Ok(Unplaced::Taken(Box::new(stored)))
}

/// What a bucket's item says is there.
pub(crate) fn available(item: &Item) -> u64 {
    number_in(item, "av").unwrap_or(0)
}

/// How much of each product is drawn.
pub(crate) fn quantities(draws: &[Draw]) -> BTreeMap<&ProductId, u32> {
    let mut quantities = BTreeMap::new();
    for draw in draws {
        *quantities.entry(&draw.product).or_default() += draw.quantity;
    }
    quantities
}

/// Takes stock out of its bucket, if it is there.
pub(crate) fn taking(draw: &Draw) -> Expression {
    let mut take = Expression::default();
    take.subtract("av", draw.quantity).add("ou", draw.quantity).only_if(
        "av",
        ">=",
        number(draw.quantity),
    );
    take
}

/// Takes `requested` from few buckets: from one that has it all, if there is
/// one, or else from the fullest. Among equals each order begins elsewhere, so
/// that those which plan at the same time do not all plan the same.
pub(crate) fn fill(
    product: &ProductId,
    rooms: &[(u32, u64)],
    requested: u32,
    suffix: Suffix,
) -> Vec<Draw> {
    let begin = suffix.shard(u32::try_from(rooms.len()).unwrap_or(u32::MAX));
    let mut buckets: Vec<_> = rooms
        .iter()
        .map(|(number, room)| {
            let share = u32::try_from(*room).unwrap_or(u32::MAX).min(requested);
            (Reverse(share), *number < begin, *number)
        })
        .collect();
    buckets.sort_unstable();
    let mut left = requested;
    let mut draws = Vec::new();
    for (Reverse(share), _, bucket) in buckets {
        let quantity = left.min(share);
        if quantity > 0 {
            draws.push(Draw { product: product.clone(), bucket, quantity });
            left -= quantity;
        }
    }
    draws
}
