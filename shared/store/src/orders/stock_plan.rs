//! Planning from which stock items (buckets) orders draw.
//!
//! A draw that failed is planned again from the current stock. The share of a stock that unverified
//! orders may hold can be limited. The sum of available and held pieces in a bucket does not change
//! while orders only hold stock. So the limit that was read is still valid when the order is
//! committed, even with concurrent orders. Sales change the buckets' shares of the limit, so that a
//! bucket may hold more than its share for a while. Therefore the total of all buckets is checked,
//! too.

use std::{cmp::Reverse, collections::BTreeMap};

use docket_domain::{Draw, Order, Product, ProductId, Share, Suffix};

use super::{outcome::Shortage, unmet::available};
use crate::{Item, Store, StoreError, records::BucketRecord};

/// How often an order over several buckets is planned before it fails as busy.
pub(super) const PLANS: usize = 8;

/// The plan of an unverified order's draws.
pub(crate) enum Held {
    /// The draws, each with the most that its bucket may hold then.
    Planned(Vec<(Draw, u64)>),
    /// These products are short.
    Short(Vec<Shortage>),
    /// There is enough stock, but unverified orders hold the maximal share of this product.
    Out(ProductId),
}

impl Store {
    /// Spreads the draws that failed over the other buckets of their products. Returns the products
    /// whose total stock is too low.
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
                // With one bucket, the failed condition proves the shortage.
                Err(available(found.as_ref()))
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

    /// Draws `requested` pieces from the buckets that have them. Otherwise the available number; a
    /// shortage is reported only when two successive reads agree on it.
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

    /// Plans the draws of an unverified order.
    pub(crate) async fn plan_held(
        &self,
        draws: &[Draw],
        suffix: Suffix,
        products: &[Product],
        share: Share,
    ) -> Result<Held, StoreError> {
        let (mut planned, mut short) = (Vec::new(), Vec::new());
        for (product, requested) in quantities(draws) {
            let buckets = products.iter().find(|it| it.id == *product).map_or(1, |it| it.buckets);
            let records = self.buckets(product, buckets).await?;
            let (rooms, limits) = rooms(&records, share);
            let held = records.iter().map(|(_, record)| record.he).sum();
            let left = limits.values().sum::<u64>().saturating_sub(held);
            if rooms.iter().map(|(_, room)| room).sum::<u64>().min(left) >= u64::from(requested) {
                let draws = fill(product, &rooms, requested, suffix);
                planned.extend(draws.into_iter().map(|draw| {
                    let limit = limits.get(&draw.bucket).copied().unwrap_or_default();
                    (draw, limit)
                }));
                continue;
            }
            match self.spread(product, buckets, requested, suffix).await? {
                Ok(_) => return Ok(Held::Out(product.clone())),
                Err(available) => {
                    short.push(Shortage { product: product.clone(), requested, available });
                }
            }
        }
        Ok(if short.is_empty() { Held::Planned(planned) } else { Held::Short(short) })
    }

    /// The products of an order that are short.
    pub(crate) async fn missing(
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

/// How many pieces of each product are drawn.
pub(crate) fn quantities(draws: &[Draw]) -> BTreeMap<&ProductId, u32> {
    let mut quantities = BTreeMap::new();
    for draw in draws {
        *quantities.entry(&draw.product).or_default() += draw.quantity;
    }
    quantities
}

/// Takes `requested` pieces from few buckets: from one bucket that has all of them, if there is
/// one, or else from the fullest ones. Among equal buckets, each order begins with another one, so
/// that concurrent orders do not all choose one bucket.
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

/// For each bucket, how many more pieces an order may hold there, and the most pieces that may be
/// held there in total.
fn rooms(records: &[(u32, BucketRecord)], share: Share) -> (Vec<(u32, u64)>, BTreeMap<u32, u64>) {
    let limits = limits(records, share);
    let parts = records.iter().zip(limits);
    parts
        .map(|((bucket, record), limit)| {
            let room = limit.saturating_sub(record.he).min(record.av);
            ((*bucket, room), (*bucket, limit))
        })
        .unzip()
}

/// The most that each bucket may hold: the limit of the whole stock, divided in proportion to the
/// buckets' stock.
fn limits(records: &[(u32, BucketRecord)], share: Share) -> Vec<u64> {
    let stock = |record: &BucketRecord| record.av + record.he;
    let whole: u64 = records.iter().map(|(_, record)| stock(record)).sum();
    let limit = share.of(whole);
    let part = |(_, record): &(u32, BucketRecord)| {
        let part = u128::from(limit) * u128::from(stock(record)) / u128::from(whole.max(1));
        u64::try_from(part).unwrap_or(limit)
    };
    let mut parts: Vec<_> = records.iter().map(part).collect();
    let mut left = limit - parts.iter().sum::<u64>();
    for (part, (_, record)) in parts.iter_mut().zip(records) {
        if left > 0 && *part < stock(record) {
            *part += 1;
            left -= 1;
        }
    }
    parts
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn limits_of_buckets_add_up_to_the_limit(
            stocks in prop::collection::vec((0_u64..1_000, 0_u64..1_000), 1..20),
            percent in 1_u32..=100,
        ) {
            let product = "p".parse().unwrap();
            let record = |(number, &(av, he)): (u32, &(u64, u64))| {
                (number, BucketRecord { he, ..BucketRecord::new(&product, number, av) })
            };
            let records: Vec<_> = (0..).zip(&stocks).map(record).collect();
            let share = Share::new(percent).unwrap();
            let whole = stocks.iter().map(|(av, he)| av + he).sum();
            let limits = limits(&records, share);
            prop_assert_eq!(limits.iter().sum::<u64>(), share.of(whole));
            prop_assert!(limits.iter().zip(&stocks).all(|(limit, (av, he))| *limit <= av + he));
        }
    }
}
