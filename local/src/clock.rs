//! A clock that can be moved forward.

use std::{path::PathBuf, sync::Mutex};

use anyhow::{Context, Result};
use docket_platform::Clock;
use jiff::{SignedDuration, Timestamp};

use crate::files;

/// The machine's time plus an offset that only grows.
///
/// The offset is kept with the data: without it a restart would go back in
/// time, before what the data says has happened.
#[derive(Debug)]
pub struct MovableClock {
    offset: Mutex<SignedDuration>,
    file: Option<PathBuf>,
}

impl MovableClock {
    /// The clock of the data folder, or one that starts at the present time.
    ///
    /// # Errors
    ///
    /// The kept offset could not be read.
    pub fn open(file: Option<PathBuf>) -> Result<Self> {
        let kept = file.as_deref().map(files::read).transpose()?.flatten();
        let offset = match (kept, &file) {
            (Some(text), Some(file)) => {
                let seconds = text.trim().parse().with_context(|| {
                    format!("{} holds no number of seconds; delete it", file.display())
                })?;
                SignedDuration::from_secs(seconds)
            }
            _ => SignedDuration::ZERO,
        };
        Ok(Self { offset: Mutex::new(offset), file })
    }

    /// Moves the clock forward by whole seconds and answers the new time.
    ///
    /// # Errors
    ///
    /// The time would be out of range, or the offset could not be kept.
    pub fn advance(&self, by: SignedDuration) -> Result<Timestamp> {
        let mut offset = files::lock(&self.offset);
        let (moved, now) = offset
            .checked_add(SignedDuration::from_secs(by.as_secs()))
            .and_then(|moved| Some((moved, Timestamp::now().checked_add(moved).ok()?)))
            .context("the clock cannot be moved that far")?;
        if let Some(file) = &self.file {
            files::replace(file, moved.as_secs().to_string().as_bytes())?;
        }
        *offset = moved;
        Ok(now)
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(*files::lock(&self.offset)).unwrap_or(now)
    }
}

/// Reads what a person would write: `15m`, `1h 30m`, `1d`, `PT15M`.
///
/// # Errors
///
/// The text is no duration, or a negative one.
pub fn parse_duration(text: &str) -> Result<SignedDuration> {
    let span: jiff::Span = text.parse().with_context(|| format!("`{text}` is no duration"))?;
    let duration =
        span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).with_context(|| {
            format!("`{text}` has units other than weeks, days, hours, minutes, seconds")
        })?;
    anyhow::ensure!(!duration.is_negative(), "the clock moves only forward");
    Ok(duration)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_people_write_them() {
        for (text, minutes) in [("15m", 15), ("1h 30m", 90), ("24h", 1440), ("1d", 1440), ("0s", 0)]
        {
            assert_eq!(parse_duration(text).unwrap(), SignedDuration::from_mins(minutes), "{text}");
        }
        for text in ["", "15", "-15m", "15m ago", "soon", "1y"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_clock_moves_forward() {
        let clock = MovableClock::open(None).unwrap();
        let before = clock.now();
        clock.advance(SignedDuration::from_hours(2)).unwrap();
        assert!(clock.now() >= before + SignedDuration::from_hours(2));
        assert!(clock.advance(SignedDuration::MAX).is_err());
    }
}
