//! Budgets of codes that do not depend on the contact: per network address of the request, and for
//! the whole deployment.
//!
//! The counter of a source is part of the transaction that requests a code, so that a refused
//! request uses up nothing. The sender raises the deployment's counter right before it sends. So
//! only sent codes count, and requests that lead to no message use up nothing; a request only
//! checks that counter. The counter has shards, so that senders seldom write one item. It has
//! halves, so that strangers cannot use up the codes that are reserved for known devices. SMS and
//! e-mail are counted separately.

use docket_domain::{Allowance, CodeLimits, Contact, CustomerKey, Half, SendRefusal};
use jiff::Timestamp;

use crate::{Item, Quota, table::Action};

/// The most shards of the deployment's counter for one half.
const SHARDS: u32 = 8;

/// The counters of one more code, in addition to the contact's.
#[derive(Debug, Clone)]
pub struct Budget {
    source: Option<Quota>,
    all: Option<Quota>,
    now: Timestamp,
}

impl Budget {
    /// The counters of a code to the contact `to` with the key `key`. `source` is a keyed hash of
    /// the request's network address, because the table contains no addresses.
    #[must_use]
    pub fn new(
        limits: CodeLimits,
        half: Half,
        to: &Contact,
        key: &CustomerKey,
        source: Option<&str>,
        now: Timestamp,
    ) -> Self {
        Self {
            source: source.and_then(|source| Self::of_source(limits, source, now)),
            all: Self::in_all(limits, half, to, key, now),
            now,
        }
    }

    /// The counter of a source's requests; `None` when they are unlimited.
    #[must_use]
    pub fn of_source(limits: CodeLimits, source: &str, now: Timestamp) -> Option<Quota> {
        let counted = !limits.per_source.is_unlimited();
        counted.then(|| Quota::new(&format!("codes-from:{source}"), limits.per_source, now))
    }

    /// The shard of the deployment's counter for a code to `to`; `None` when codes are unlimited.
    /// Every contact has a fixed shard.
    #[must_use]
    pub fn in_all(
        limits: CodeLimits,
        half: Half,
        to: &Contact,
        key: &CustomerKey,
        now: Timestamp,
    ) -> Option<Quota> {
        if limits.in_all.is_unlimited() {
            return None;
        }
        let whole = half.of(limits.in_all);
        let shards = shards(whole);
        let shard = key.shard(shards);
        let channel = match to {
            Contact::Phone(_) => "sms",
            Contact::Email(_) => "email",
        };
        let half = match half {
            Half::General => "general",
            Half::Devices => "devices",
        };
        let scope = format!("codes-{channel}-{half}:{shard}");
        Some(Quota::new(&scope, whole.part(shard, shards), now))
    }

    /// Whether a code may be requested, by the counters that were read.
    pub(crate) fn check(&self, found: &[Item]) -> Result<(), SendRefusal> {
        match self.counts().filter_map(|count| count.spent(found)).max() {
            Some(ends) => Err(SendRefusal::TooMany { retry_after: ends.duration_since(self.now) }),
            None => Ok(()),
        }
    }

    /// The action that counts a code for the source of the request.
    pub(crate) fn count_source(&self) -> Option<Action> {
        self.source.as_ref().map(Quota::count)
    }

    /// The keys of the counters.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.counts().map(Quota::key)
    }

    fn counts(&self) -> impl Iterator<Item = &Quota> {
        self.source.iter().chain(&self.all)
    }
}

/// The number of shards of an allowance. Each shard allows one code at least.
fn shards(whole: Allowance) -> u32 {
    let limits = whole.per_hour.into_iter().chain(whole.per_day);
    limits.fold(SHARDS, u32::min).max(1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn shards_of_the_deployments_budget_add_up_to_each_half() {
        let phone = Contact::Phone("+12025550100".parse().unwrap());
        for most in [1, 7, 8, 9, 300, 1_000_003] {
            let in_all = Allowance { per_hour: Some(most), per_day: Some(2 * most) };
            let per_contact = Allowance::UNLIMITED;
            let limits = CodeLimits { per_contact, per_source: Allowance::UNLIMITED, in_all };
            for (half, sum) in [(Half::General, most.div_ceil(2)), (Half::Devices, most / 2)] {
                let keys = (0..500).map(|number| format!("k{number}").parse().unwrap());
                let now = Timestamp::UNIX_EPOCH;
                let parts: BTreeMap<_, _> = keys
                    .filter_map(|key| Budget::in_all(limits, half, &phone, &key, now))
                    .map(|part| (part.key().0, part.limits().per_hour.unwrap()))
                    .collect();
                assert_eq!(parts.values().sum::<u32>(), sum, "{parts:?}");
            }
        }
    }
}
