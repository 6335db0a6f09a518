//! Drawing stock for an unverified order where the share of it that such
//! orders may hold is limited.
//!
//! What is there or held in a bucket does not change while orders only hold:
//! so the limit that was read is still the limit when the order is committed,
//! however many come at once. Sales move the buckets' parts of it, so that one
//! may hold more than its part for a while: what is held in all is looked at
//! as well.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::TransactWriteItem;
use docket_domain::{Draw, Product, ProductId, Share, Suffix};

use crate::{
    Shortage, Store, StoreError,
    actions::update_action,
    db::number,
    keys,
    placing::{fill, quantities, taking},
    records::BucketRecord,
};

/// What an unverified order may draw.
pub(crate) enum Held {
    /// From where, and the most that each of these buckets may then hold.
    Planned(Vec<(Draw, u64)>),
    /// There is too little of these.
    Short(Vec<Shortage>),
    /// There is enough, but unverified orders hold their share of this.
    Out(ProductId),
}

impl Store {
    /// Plans from where an unverified order draws.
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

    /// Takes stock out of its bucket and counts it as held, if it is there and
    /// no more than `limit` is held then.
    pub(crate) fn hold(&self, draw: &Draw, limit: u64) -> Result<TransactWriteItem, StoreError> {
        let mut hold = taking(draw);
        let before = limit.saturating_sub(u64::from(draw.quantity));
        hold.add_up("he", draw.quantity).only_if_any(&[("he", "<=", number(before))]);
        update_action(self.table(), keys::bucket(&draw.product, draw.bucket), keys::BUCKET, hold)
    }
}

/// By bucket, how much an order may still hold there, and the most that may be
/// held there in all.
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

/// The most that each bucket may hold: the limit of the whole stock, divided
/// as the stock is.
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
        fn the_parts_of_a_limit_add_up_to_it(
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
