//! Quotas: rate limits per clock hour and per day (UTC). Both counters are in one item, so that one
//! conditional write reserves both.
//!
//! An item counts one day of one scope: `n` is the day's counter, `h00` to `h23` are those of its
//! hours. A reservation that is not needed is returned to the hour that it was made in.

use docket_domain::Allowance;
use jiff::Timestamp;

use crate::{
    Item, Store, StoreError,
    table::{Action, Expression, Key, Refused, keys, number, number_in, text},
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The counters of one scope with their limits at one moment.
#[derive(Debug, Clone)]
pub struct Quota {
    pk: String,
    hour: String,
    limits: Allowance,
    hour_ends: Timestamp,
    day_ends: Timestamp,
}

impl Quota {
    /// The counters of `scope` at `now`. A scope consists of a purpose and a keyed hash. It
    /// contains no phone number, e-mail address or network address.
    #[must_use]
    pub fn new(scope: &str, limits: Allowance, now: Timestamp) -> Self {
        let seconds = now.as_second();
        let (day, hour) = (seconds.div_euclid(DAY), seconds.div_euclid(HOUR));
        let ends = |end| Timestamp::from_second(end).unwrap_or(now);
        Self {
            pk: keys::quota(scope, day),
            hour: format!("h{:02}", hour.rem_euclid(24)),
            limits,
            hour_ends: ends((hour + 1) * HOUR),
            day_ends: ends((day + 1) * DAY),
        }
    }

    /// The key of the item.
    pub(crate) fn key(&self) -> (String, &'static str) {
        (self.pk.clone(), keys::QUOTA)
    }

    /// The limits.
    #[cfg(test)]
    pub(crate) const fn limits(&self) -> Allowance {
        self.limits
    }

    /// When the quota allows something again, if the items in `found` show that it is used up.
    pub(crate) fn spent(&self, found: &[Item]) -> Option<Timestamp> {
        let item = found.iter().find(|item| text(item, keys::PK) == Some(&self.pk));
        let counted = |name: &str| item.and_then(|it| number_in::<u64>(it, name)).unwrap_or(0);
        let full = |most: Option<u32>, name: &str| {
            most.is_some_and(|most| counted(name) >= u64::from(most))
        };
        if full(self.limits.per_day, "n") {
            Some(self.day_ends)
        } else if full(self.limits.per_hour, &self.hour) {
            Some(self.hour_ends)
        } else {
            None
        }
    }

    /// Counts one more, on the condition that the limits allow it. The item expires a day after its
    /// day.
    pub(crate) fn raise(&self) -> Expression {
        let mut raise = Expression::default();
        raise.count("n").count(&self.hour);
        raise.set(keys::TTL, number(self.day_ends.as_second() + DAY));
        // An update must have a condition, so an absent limit becomes the largest number.
        let below = |most: Option<u32>| number(most.unwrap_or(u32::MAX));
        raise.only_if_any(&[("n", "<", below(self.limits.per_day))]);
        raise.only_if_any(&[(self.hour.as_str(), "<", below(self.limits.per_hour))]);
        // The condition also holds for an absent counter, so a limit of 0 needs another condition.
        if self.limits.per_day == Some(0) || self.limits.per_hour == Some(0) {
            raise.only_if("n", "<", number(0));
        }
        raise
    }

    /// The action that counts one more within a transaction.
    pub(crate) fn count(&self) -> Action {
        Action::Update(Key::new(self.pk.clone(), keys::QUOTA), self.raise())
    }
}

impl Store {
    /// Counts one more. Returns `false` when a limit is reached. A repetition after a lost response
    /// may count twice, which allows less, never more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn reserve(&self, quota: &Quota) -> Result<bool, StoreError> {
        if quota.limits.is_unlimited() {
            return Ok(true);
        }
        let update = self.update(quota.pk.clone(), keys::QUOTA, quota.raise());
        match self.write(update).await {
            Ok(_) => Ok(true),
            Err(Refused::Condition(_)) => Ok(false),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Returns a reservation of [`Self::reserve`] for something that certainly did not happen. A
    /// repetition after a lost response may return it twice, so this must be used only for refusals
    /// that nobody can cause intentionally.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn give_back(&self, quota: &Quota) -> Result<(), StoreError> {
        if quota.limits.is_unlimited() {
            return Ok(());
        }
        let mut lower = Expression::default();
        lower.subtract("n", 1).subtract(&quota.hour, 1);
        lower.only_if("n", ">", number(0)).only_if(&quota.hour, ">", number(0));
        match self.write(self.update(quota.pk.clone(), keys::QUOTA, lower)).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}
