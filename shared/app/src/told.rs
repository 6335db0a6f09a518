use docket_domain::{HappenedError, Stamp};
use jiff::Timestamp;

use crate::{App, AppError};

/// When a step of a delivery was made: now, or before, by a driver without signal
/// who tells of it now.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    happened: Option<Timestamp>,
}

impl Told {
    /// A step that is made now.
    pub const NOW: Self = Self { happened: None };

    /// A step that was made then and is told `now`.
    ///
    /// # Errors
    ///
    /// [`HappenedError`] for a moment in the future, and for one of more than 24
    /// hours before.
    pub fn of(then: Timestamp, now: Timestamp) -> Result<Self, HappenedError> {
        Stamp::may_happen(then, now).map(|()| Self { happened: Some(then) })
    }

    /// The stamp of a change that is made so.
    pub(crate) fn stamp(self, app: &App) -> Result<Stamp, AppError> {
        let stamp = app.stamp()?;
        Ok(match self.happened {
            Some(then) => stamp.happened(then),
            None => stamp,
        })
    }
}
