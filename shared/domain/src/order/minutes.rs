use jiff::SignedDuration;

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

    /// So many, known when this is compiled.
    pub(crate) const fn compiled(minutes: u32) -> Self {
        assert!(minutes >= 1 && minutes <= Self::MAX, "a time is between a minute and a day");
        Self(minutes)
    }

    /// Both together, at most a day.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Self::MAX))
    }

    /// In minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// As a duration.
    pub(crate) fn duration(self) -> SignedDuration {
        SignedDuration::from_mins(self.0.into())
    }
}
