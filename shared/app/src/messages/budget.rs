//! The budgets of a notice: its contact's, its source's, its seller's and the
//! deployment's, each by the hour and the day, apart for SMS and e-mail.

use docket_domain::{Allowance, Channel, CustomerKey, NoticeLimits, SellerId, WithheldReason};
use docket_store::{Quota, Store, StoreError};
use jiff::Timestamp;

use super::Source;

/// The most parts that the count of all notices is kept in, so that senders
/// seldom write the same item.
const SHARDS: u32 = 8;

/// The counts that one notice is reserved in, in this order.
pub(super) struct Budget([(Quota, WithheldReason); 4]);

impl Budget {
    /// The counts of one notice at `now`. `contact` is the key of the phone or
    /// the mailbox, sub-addresses folded.
    pub(super) fn new(
        limits: &NoticeLimits,
        channel: Channel,
        contact: &CustomerKey,
        source: &Source,
        seller: &SellerId,
        now: Timestamp,
    ) -> Self {
        let channel = channel.name();
        let source = match source {
            Source::Person(id) => id.clone(),
            // No id of a person has a `~`.
            Source::Seller(seller) => format!("s~{seller}"),
        };
        let (shard, in_all) = part(limits.in_all, contact);
        let quota = |scope: String, limits| Quota::new(&scope, limits, now);
        Self([
            (
                quota(format!("notice-{channel}-contact-{contact}"), limits.per_contact),
                WithheldReason::ContactBudget,
            ),
            (
                quota(format!("notice-{channel}-source-{source}"), limits.per_source),
                WithheldReason::SourceBudget,
            ),
            (
                quota(format!("notice-{channel}-seller-{seller}"), limits.per_seller),
                WithheldReason::SellerBudget,
            ),
            (quota(format!("notice-{channel}-all-{shard}"), in_all), WithheldReason::TotalBudget),
        ])
    }

    /// Counts the notice in every budget. Within, the reason when one of them
    /// is used up; the others are then as they were.
    pub(super) async fn reserve(
        &self,
        store: &Store,
    ) -> Result<Result<(), WithheldReason>, StoreError> {
        for (at, (quota, reason)) in self.0.iter().enumerate() {
            if !store.reserve(quota).await? {
                give_back(store, &self.0[..at]).await?;
                return Ok(Err(*reason));
            }
        }
        Ok(Ok(()))
    }

    /// Takes the notice out of every budget: it was certainly not sent.
    pub(super) async fn give_back(&self, store: &Store) -> Result<(), StoreError> {
        give_back(store, &self.0).await
    }
}

async fn give_back(store: &Store, taken: &[(Quota, WithheldReason)]) -> Result<(), StoreError> {
    for (quota, _) in taken {
        store.give_back(quota).await?;
    }
    Ok(())
}

/// The part of the count of all notices that a contact is counted in. A limit
/// below the number of parts has fewer of them, so that nobody's is empty.
fn part(in_all: Allowance, contact: &CustomerKey) -> (u32, Allowance) {
    let least = [in_all.per_hour, in_all.per_day].into_iter().flatten().min();
    let parts = least.map_or(SHARDS, |least| SHARDS.min(least));
    let shard = contact.shard(parts);
    (shard, in_all.part(shard, parts))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_parts_of_the_count_of_all_add_up_to_its_limit() {
        for most in [1, 7, 8, 9, 300] {
            let in_all = Allowance { per_hour: Some(most), per_day: Some(2_000) };
            let contacts = (0..500).map(|number| format!("k{number}").parse().unwrap());
            let parts: BTreeMap<_, _> = contacts.map(|it| part(in_all, &it)).collect();
            assert_eq!(parts.values().filter_map(|it| it.per_hour).sum::<u32>(), most);
        }
    }
}
