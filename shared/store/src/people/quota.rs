//! Quotas: how often something happened in an hour and a day of the clock
//! (UTC), counted in one item, so that one conditional write reserves both.
//!
//! An item counts one scope's day: `n` for the day, `h00` to `h23` for its
//! hours. A reservation that turns out not to be needed is given back to the
//! very hour it was taken from.

use docket_domain::Allowance;
use jiff::Timestamp;

use crate::{
    Item, Store, StoreError,
    table::{Action, Expression, Key, Refused, keys, number, number_in, text},
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The count of one scope with its limits, as of one moment.
#[derive(Debug, Clone)]
pub struct Quota {
    pk: String,
    hour: String,
    limits: Allowance,
    hour_ends: Timestamp,
    day_ends: Timestamp,
}

impl Quota {
    /// The count of `scope` at `now`. A scope names a purpose and a keyed hash;
    /// it holds no phone number, e-mail address or network address.
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

    /// Its key.
    pub(crate) fn key(&self) -> (String, &'static str) {
        (self.pk.clone(), keys::QUOTA)
    }

    /// Its limits.
    #[cfg(test)]
    pub(crate) const fn limits(&self) -> Allowance {
        self.limits
    }

    /// When there is room again, if by the items in `found` there is none now.
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

    /// One more, if the limits allow it. The item outlives its day by one.
    pub(crate) fn raise(&self) -> Expression {
        let mut raise = Expression::default();
        raise.count("n").count(&self.hour);
        raise.set(keys::TTL, number(self.day_ends.as_second() + DAY));
        // An absent limit is no condition, but an update must have one.
        let below = |most: Option<u32>| number(most.unwrap_or(u32::MAX));
        raise.only_if_any(&[("n", "<", below(self.limits.per_day))]);
        raise.only_if_any(&[(self.hour.as_str(), "<", below(self.limits.per_hour))]);
        // "Absent" must not let a limit of zero through.
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
    /// Counts one more; `false` when a limit is reached. A repeat after a lost
    /// answer counts twice: one fewer is left, never one more.
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

    /// Gives back what [`Self::reserve`] took, because it certainly did not
    /// happen. A repeat after a lost answer may give back twice, so this is for
    /// refusals that nobody can cause at will.
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
