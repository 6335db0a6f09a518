use docket_domain::{HappenedError, Stamp};
use jiff::Timestamp;

use crate::{App, AppError};

/// When a step of a delivery happened: at the time of the request, or earlier, when a driver had no
/// network and reports the step afterwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct StepTime {
    happened_at: Option<Timestamp>,
}

impl StepTime {
    /// A step that happens at the time of the request.
    pub const NOW: Self = Self { happened_at: None };

    /// A step that happened at `then` and is reported at `now`.
    ///
    /// # Errors
    ///
    /// [`HappenedError`] when `then` is in the future or more than 24 hours ago.
    pub fn happened(then: Timestamp, now: Timestamp) -> Result<Self, HappenedError> {
        Stamp::may_happen(then, now).map(|()| Self { happened_at: Some(then) })
    }

    /// The stamp of a change that happened at this time.
    pub(crate) fn stamp(self, app: &App) -> Result<Stamp, AppError> {
        let stamp = app.stamp()?;
        Ok(match self.happened_at {
            Some(then) => stamp.happened(then),
            None => stamp,
        })
    }
}
