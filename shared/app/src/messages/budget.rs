//! The budgets of a notice: those of its contact, its source, its seller and the deployment. Each
//! budget has a limit per hour and per day, and SMS and e-mail are counted separately.

use docket_domain::{Allowance, Channel, CustomerKey, NoticeLimits, SellerId, WithheldReason};
use docket_store::{Quota, Store, StoreError};
use jiff::Timestamp;

use super::Source;

/// The most shards of the deployment's counter, so that concurrent senders seldom write one item.
const SHARDS: u32 = 8;

/// The counters that one notice is reserved in, in this order.
pub(super) struct Budget([(Quota, WithheldReason); 4]);

impl Budget {
    /// The counters of one notice at `now`. `contact` is the key of the phone, or of the mailbox
    /// without its sub-address.
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
            // A person's id never contains `~`.
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

    /// Counts the notice in every budget. Returns the reason when one of them is used up; no
    /// budget counts the notice then.
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

    /// Takes the notice out of every budget. The caller knows that it was not sent.
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

/// The shard of the deployment's counter that a contact is counted in, and the shard's share of
/// the limit. A limit below [`SHARDS`] has fewer shards, so that each allows one notice at least.
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
    fn shards_of_the_deployments_budget_add_up_to_its_limit() {
        for most in [1, 7, 8, 9, 300] {
            let in_all = Allowance { per_hour: Some(most), per_day: Some(2_000) };
            let contacts = (0..500).map(|number| format!("k{number}").parse().unwrap());
            let parts: BTreeMap<_, _> = contacts.map(|it| part(in_all, &it)).collect();
            assert_eq!(parts.values().filter_map(|it| it.per_hour).sum::<u32>(), most);
        }
    }
}
