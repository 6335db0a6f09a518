use jiff::{SignedDuration, Timestamp};

use crate::ChangeId;

/// Who changes an order, when, and under which name.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The time of the change.
    pub now: Timestamp,
    /// Its random name.
    pub change: ChangeId,
    /// When it became known, if that was later: a driver without signal tells of
    /// steps that were made before.
    pub told: Option<Timestamp>,
}

/// Why a step cannot have happened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HappenedError {
    /// It lies in the future.
    #[error("lies in the future; check the clock of the device, or leave it out")]
    Future,
    /// It lies too far back.
    #[error("lies more than {} hours back", Stamp::TOLD_WITHIN.as_hours())]
    TooOld,
}

impl Stamp {
    /// How long after it a step may be told: a tour, and the night after it.
    pub const TOLD_WITHIN: SignedDuration = SignedDuration::from_hours(24);
    /// By how much the clock of a device may be fast.
    const FAST: SignedDuration = SignedDuration::from_mins(2);

    /// A change that happens at this moment.
    #[must_use]
    pub const fn new(now: Timestamp, change: ChangeId) -> Self {
        Self { now, change, told: None }
    }

    /// Whether a change that is told `now` may have happened then.
    ///
    /// # Errors
    ///
    /// [`HappenedError`] for a moment in the future, and for one of more than
    /// [`Self::TOLD_WITHIN`] before. A device's clock may be two minutes fast.
    pub fn may_happen(then: Timestamp, now: Timestamp) -> Result<(), HappenedError> {
        if then > now + Self::FAST {
            Err(HappenedError::Future)
        } else if then < now - Self::TOLD_WITHIN {
            Err(HappenedError::TooOld)
        } else {
            Ok(())
        }
    }

    /// The same change, when it happened then and is told now.
    #[must_use]
    pub fn happened(self, then: Timestamp) -> Self {
        let told = self.told();
        Self { now: then.min(told), told: (then < told).then_some(told), ..self }
    }

    /// When the change became known.
    #[must_use]
    pub fn told(&self) -> Timestamp {
        self.told.unwrap_or(self.now)
    }
}
