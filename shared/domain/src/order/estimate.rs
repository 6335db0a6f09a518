//! When an order will be there.

use jiff::{SignedDuration, Timestamp};

use super::{Method, Order};
use crate::Phase;

/// How long something takes, in whole minutes of at most a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(u32);

/// A time that is none, or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {} minutes", Minutes::MAX)]
pub struct MinutesError;

impl Minutes {
    /// The longest, in minutes.
    pub const MAX: u32 = 1_440;

    /// So many minutes.
    ///
    /// # Errors
    ///
    /// [`MinutesError`].
    pub const fn new(minutes: u32) -> Result<Self, MinutesError> {
        if minutes >= 1 && minutes <= Self::MAX { Ok(Self(minutes)) } else { Err(MinutesError) }
    }

    /// In minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }

    fn duration(self) -> SignedDuration {
        SignedDuration::from_mins(self.0.into())
    }
}

impl Order {
    /// When it is expected at the address that it is brought to: made from when
    /// it was accepted and then brought, and not before it is wanted. Nothing
    /// until it is accepted, when the seller does not say how long that takes,
    /// and when it is fetched.
    #[must_use]
    pub fn estimated_delivery(&self) -> Option<Timestamp> {
        if !matches!(self.fulfilment.method, Method::Delivery(_)) {
            return None;
        }
        let begun = self.first_in(Phase::Accepted).or_else(|| self.first_in(Phase::Working))?;
        let there = begun + self.prep_time?.duration() + self.delivery_time?.duration();
        Some(self.fulfilment.requested_for.map_or(there, |wanted| there.max(wanted)))
    }
}
