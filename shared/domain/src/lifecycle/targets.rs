//! Targets: how long orders should be in a status at most.

use jiff::{SignedDuration, Timestamp};

use crate::Priority;

/// A time limit in whole minutes, from one minute to 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term(u32);

/// The number of minutes is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {} minutes", Term::MAX)]
pub struct TermError;

impl Term {
    /// The longest term, in minutes: 30 days.
    pub const MAX: u32 = 43_200;

    /// A term of this many minutes.
    ///
    /// # Errors
    ///
    /// [`TermError`].
    pub const fn new(minutes: u32) -> Result<Self, TermError> {
        if minutes >= 1 && minutes <= Self::MAX { Ok(Self(minutes)) } else { Err(TermError) }
    }

    /// The term in minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// The term as a duration.
    #[must_use]
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_mins(self.0.into())
    }

    /// When a term that begins at `begins` ends.
    #[must_use]
    pub fn after(self, begins: Timestamp) -> Timestamp {
        begins.saturating_add(self.duration()).unwrap_or(Timestamp::MAX)
    }
}

/// How long an order of each priority may be in a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Targets([Option<Term>; 4]);

impl Targets {
    /// Targets from terms in the order of [`Priority::ALL`].
    #[must_use]
    pub const fn new(terms: [Option<Term>; 4]) -> Self {
        Self(terms)
    }

    /// Targets from minutes in the order of [`Priority::ALL`], where 0 means none. The build script
    /// has checked that the minutes are valid terms.
    pub(crate) const fn compiled(minutes: [u32; 4]) -> Self {
        let mut terms = [None; 4];
        let mut at = 0;
        while at < terms.len() {
            if let Ok(term) = Term::new(minutes[at]) {
                terms[at] = Some(term);
            }
            at += 1;
        }
        Self(terms)
    }

    /// The target for one priority, if it has one.
    #[must_use]
    pub const fn of(&self, priority: Priority) -> Option<Term> {
        let [low, normal, high, urgent] = self.0;
        match priority {
            Priority::Low => low,
            Priority::Normal => normal,
            Priority::High => high,
            Priority::Urgent => urgent,
        }
    }

    /// The targets in the order of [`Priority::ALL`].
    #[must_use]
    pub const fn all(&self) -> [Option<Term>; 4] {
        self.0
    }
}
