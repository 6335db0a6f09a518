//! Stamps: the time and the id that the caller gives to a change.

use jiff::{SignedDuration, Timestamp};

use crate::ChangeId;

/// When a change happens, and its id. The caller makes both, so that the domain needs no clock and
/// no randomness.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The time of the change.
    pub now: Timestamp,
    /// The random id of the change.
    pub change: ChangeId,
    /// When the change was recorded, if that was later than it happened: a driver without a network
    /// reports steps afterwards.
    pub recorded_at: Option<Timestamp>,
}

/// Why a change cannot have happened at a reported time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HappenedError {
    /// The time lies in the future.
    #[error("must not be in the future; check the clock of the device, or leave the field out")]
    Future,
    /// The time lies too far in the past.
    #[error("must be at most {} hours ago", Stamp::RECORDED_WITHIN.as_hours())]
    TooOld,
}

impl Stamp {
    /// How long after it happened a step may be recorded: 24 hours cover a tour and the night after
    /// it.
    pub const RECORDED_WITHIN: SignedDuration = SignedDuration::from_hours(24);
    /// By how much the clock of a device may be fast.
    const FAST: SignedDuration = SignedDuration::from_mins(2);

    /// A change that happens at this moment.
    #[must_use]
    pub const fn new(now: Timestamp, change: ChangeId) -> Self {
        Self { now, change, recorded_at: None }
    }

    /// Checks that a change that is recorded `now` can have happened at `then`.
    ///
    /// # Errors
    ///
    /// [`HappenedError`] for a moment in the future, and for one of more than
    /// [`Self::RECORDED_WITHIN`] before. A device's clock may be two minutes fast.
    pub fn may_happen(then: Timestamp, now: Timestamp) -> Result<(), HappenedError> {
        if then > now + Self::FAST {
            Err(HappenedError::Future)
        } else if then < now - Self::RECORDED_WITHIN {
            Err(HappenedError::TooOld)
        } else {
            Ok(())
        }
    }

    /// The stamp of a change that is recorded now and happened at `then`.
    #[must_use]
    pub fn happened(self, then: Timestamp) -> Self {
        let recorded = self.recorded();
        let recorded_at = (then < recorded).then_some(recorded);
        Self { now: then.min(recorded), recorded_at, ..self }
    }

    /// When the change was recorded.
    #[must_use]
    pub fn recorded(&self) -> Timestamp {
        self.recorded_at.unwrap_or(self.now)
    }
}
