use docket_domain::{HappenedError, Stamp};
use jiff::Timestamp;

use crate::{App, AppError};

/// When a step of a delivery was made: at the moment of its request, or before, by a
/// driver without signal who reports it afterwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct StepTime {
    happened_at: Option<Timestamp>,
}

impl StepTime {
    /// A step that is made at the moment of its request.
    pub const NOW: Self = Self { happened_at: None };

    /// A step that was made at `then`, in a request of `now`.
    ///
    /// # Errors
    ///
    /// [`HappenedError`] for a moment in the future, and for one of more than 24
    /// hours before.
    pub fn happened(then: Timestamp, now: Timestamp) -> Result<Self, HappenedError> {
        Stamp::may_happen(then, now).map(|()| Self { happened_at: Some(then) })
    }

    /// The stamp of a change that was made at this time.
    pub(crate) fn stamp(self, app: &App) -> Result<Stamp, AppError> {
        let stamp = app.stamp()?;
        Ok(match self.happened_at {
            Some(then) => stamp.happened(then),
            None => stamp,
        })
    }
}
