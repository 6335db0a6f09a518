//! Counting the codes of an hour beside those of one phone: by the network
//! address that asks for them, and in all.
//!
//! The count of an address is part of the transaction that asks for the code,
//! so that a refused request uses up nothing. The count in all is raised by
//! the sender, right before it sends: only what is sent counts, and nobody
//! uses up the others' share with requests that come to nothing. Who asks only
//! looks at it. Its shards keep the sender's writes apart.

use aws_sdk_dynamodb::types::TransactWriteItem;
use docket_domain::{CodeLimits, CustomerKey, SendRefusal};
use jiff::Timestamp;

use crate::{
    Item, Store, StoreError,
    actions::update_action,
    changes::Expression,
    db::{Refused, number, number_in, text},
    keys,
};

/// The most parts that the count of all codes is kept in.
const SHARDS: u32 = 8;
const HOUR: i64 = 3600;
/// Housekeeping: counters are removed a day after their hour.
const KEPT: i64 = 24 * HOUR;

/// What one more code is counted in: the counters of this hour of the clock.
#[derive(Debug, Clone)]
pub struct Budget {
    address: Option<Counter>,
    all: Option<Counter>,
    ends: Timestamp,
}

#[derive(Debug, Clone)]
struct Counter {
    pk: String,
    most: u32,
}

impl Budget {
    /// The counters of a code to `subject`, asked for from `address`: a keyed
    /// hash of it, for the table holds no addresses.
    #[must_use]
    pub fn new(
        limits: CodeLimits,
        address: Option<&str>,
        subject: &CustomerKey,
        now: Timestamp,
    ) -> Self {
        let hour = now.as_second().div_euclid(HOUR);
        let address = limits.per_address.zip(address);
        Self {
            address: address.map(|(most, hash)| Counter { pk: keys::codes_of(hash, hour), most }),
            all: limits.in_all.map(|most| share(most, subject, hour)),
            ends: Timestamp::from_second((hour + 1) * HOUR).unwrap_or(now),
        }
    }

    /// Whether a code may be asked for, by the counters as they were read.
    pub(crate) fn check(&self, found: &[Item], now: Timestamp) -> Result<(), SendRefusal> {
        let spent = |counter: &Counter| {
            let item = found.iter().find(|item| text(item, keys::PK) == Some(&counter.pk));
            let codes = item.and_then(|item| number_in::<u64>(item, "n")).unwrap_or(0);
            codes >= u64::from(counter.most)
        };
        if self.counters().any(spent) {
            return Err(SendRefusal::TooMany { retry_after: self.ends.duration_since(now) });
        }
        Ok(())
    }

    /// The keys of the counters.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.counters().map(|counter| (counter.pk.clone(), keys::CODES))
    }

    fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.address.iter().chain(&self.all)
    }

    fn raise(&self, counter: &Counter) -> Expression {
        let mut raise = Expression::default();
        raise.count("n").set(keys::TTL, number(self.ends.as_second() + KEPT)).only_if_any(&[(
            "n",
            "<",
            number(counter.most),
        )]);
        raise
    }
}

impl Store {
    /// The action that counts a code against the address that asks for it.
    pub(crate) fn count_address(
        &self,
        budget: &Budget,
    ) -> Result<Option<TransactWriteItem>, StoreError> {
        let action = |counter: &Counter| {
            update_action(self.table(), counter.pk.clone(), keys::CODES, budget.raise(counter))
        };
        budget.address.as_ref().map(action).transpose()
    }

    /// Counts a code that is about to be sent in the count of all; `false`
    /// when this hour's are used up. A repeat after a lost answer counts
    /// twice: one code fewer, never one more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn count_in_all(&self, budget: &Budget) -> Result<bool, StoreError> {
        let Some(counter) = &budget.all else { return Ok(true) };
        let update = self.update(counter.pk.clone(), keys::CODES, budget.raise(counter));
        match self.write(update).await {
            Ok(_) => Ok(true),
            Err(Refused::Condition(_)) => Ok(false),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

/// The part of the count of all codes that `subject` is counted in. The parts'
/// limits add up to `most`.
fn share(most: u32, subject: &CustomerKey, hour: i64) -> Counter {
    let shards = SHARDS.min(most);
    let shard = subject.shard(shards);
    let most = most / shards + u32::from(shard < most % shards);
    Counter { pk: keys::codes_in_all(hour, shard), most }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_parts_of_the_count_of_all_add_up_to_its_limit() {
        for most in [1, 7, 8, 9, 3000, 1_000_003] {
            let subjects = (0..500).map(|number| format!("k{number}").parse().unwrap());
            let parts: BTreeMap<_, _> = subjects
                .map(|subject| share(most, &subject, 7))
                .map(|part| (part.pk, part.most))
                .collect();
            assert_eq!(parts.values().sum::<u32>(), most, "{parts:?}");
        }
    }
}
