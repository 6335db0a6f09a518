//! Durations in whole minutes.

use jiff::SignedDuration;

/// A duration in whole minutes, from one minute to one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(u32);

/// The number of minutes is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {} minutes", Minutes::MAX)]
pub struct MinutesError;

impl Minutes {
    /// The longest duration, in minutes: one day.
    pub const MAX: u32 = 1_440;

    /// A duration of this many minutes.
    ///
    /// # Errors
    ///
    /// [`MinutesError`].
    pub const fn new(minutes: u32) -> Result<Self, MinutesError> {
        if minutes >= 1 && minutes <= Self::MAX { Ok(Self(minutes)) } else { Err(MinutesError) }
    }

    /// A duration of this many minutes, checked at compile time in constants.
    pub(crate) const fn compiled(minutes: u32) -> Self {
        assert!(minutes >= 1 && minutes <= Self::MAX, "a time is between a minute and a day");
        Self(minutes)
    }

    /// The sum of both durations, at most one day.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Self::MAX))
    }

    /// The duration in minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// The duration as jiff's type.
    pub(crate) fn duration(self) -> SignedDuration {
        SignedDuration::from_mins(self.0.into())
    }
}
