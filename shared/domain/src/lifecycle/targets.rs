//! For how long orders should stay in a status.

use jiff::{SignedDuration, Timestamp};

use crate::Priority;

/// How long something may take: whole minutes, at most 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term(u32);

/// There is no such term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {} minutes", Term::MAX)]
pub struct TermError;

impl Term {
    /// The longest, in minutes.
    pub const MAX: u32 = 43_200;

    /// So many minutes.
    ///
    /// # Errors
    ///
    /// [`TermError`].
    pub const fn new(minutes: u32) -> Result<Self, TermError> {
        if minutes >= 1 && minutes <= Self::MAX { Ok(Self(minutes)) } else { Err(TermError) }
    }

    /// In minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// The same as a duration.
    #[must_use]
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_mins(self.0.into())
    }

    /// When it ends.
    #[must_use]
    pub fn after(self, begins: Timestamp) -> Timestamp {
        begins.saturating_add(self.duration()).unwrap_or(Timestamp::MAX)
    }
}

/// How long an order of each priority may stay in a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Targets([Option<Term>; 4]);

impl Targets {
    /// Terms in the order of [`Priority::ALL`].
    #[must_use]
    pub const fn new(terms: [Option<Term>; 4]) -> Self {
        Self(terms)
    }

    /// Minutes in the order of [`Priority::ALL`]; 0 for none. `build.rs` has
    /// checked that they are terms.
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

    /// That of one priority, if there is one.
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

    /// All of them, in the order of [`Priority::ALL`].
    #[must_use]
    pub const fn all(&self) -> [Option<Term>; 4] {
        self.0
    }
}
