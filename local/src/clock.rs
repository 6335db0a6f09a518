//! A clock that can start at a chosen time and can be moved forward.

use std::{path::PathBuf, sync::Mutex, time::Instant};

use anyhow::{Context, Result};
use docket_domain::{moment_text, whole_milliseconds};
use docket_platform::Clock;
use jiff::{SignedDuration, Timestamp};
use serde::Serializer;

use crate::files;

/// The machine's time plus an offset in whole seconds, which only grows.
///
/// A clock with a chosen start time advances steadily, even when the machine's time of day is
/// changed. The offset is stored with the data: without it, a restart would go back to a time
/// before the events in the data.
#[derive(Debug)]
pub struct MovableClock {
    machine: Machine,
    time: Mutex<Time>,
    file: Option<PathBuf>,
}

/// The source of a clock's progress.
#[derive(Debug, Clone, Copy)]
enum Machine {
    /// The machine's time of day, corrections included.
    TimeOfDay,
    /// The machine's monotonic time since an instant. A clock with a chosen start time is
    /// independent of the time of day: it must not jump when the machine's clock is set or the
    /// machine was paused.
    Steady { from: Timestamp, since: Instant },
}

impl Machine {
    fn now(self) -> Timestamp {
        match self {
            Self::TimeOfDay => Timestamp::now(),
            Self::Steady { from, since } => {
                let passed = SignedDuration::try_from(since.elapsed()).unwrap_or_default();
                from.saturating_add(passed).unwrap_or(from)
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Time {
    offset: SignedDuration,
    /// How far the clock is behind while the demo's history is made. It is not stored: a program
    /// that is stopped meanwhile restarts without it.
    behind: SignedDuration,
}

impl Time {
    fn at(self, machine: Timestamp) -> Option<Timestamp> {
        machine.checked_add(self.offset.checked_sub(self.behind)?).ok()
    }
}

impl MovableClock {
    /// Opens the clock of the data folder. Without a stored clock, it starts within the second
    /// after `start`, or at the present time.
    ///
    /// # Errors
    ///
    /// The stored offset cannot be read, or the offset for `start` cannot be stored.
    pub fn open(file: Option<PathBuf>, start: Option<Timestamp>) -> Result<Self> {
        let machine_time = Timestamp::now();
        let kept = file.as_deref().map(files::read).transpose()?.flatten();
        let seconds = match (kept, &file, start) {
            (Some(text), Some(file), _) => text.trim().parse().with_context(|| {
                format!("{} holds no number of seconds; delete it", file.display())
            })?,
            (_, file, Some(start)) => {
                // Rounded up, so that the clock does not start before `start`.
                let ahead = start.duration_since(machine_time);
                let seconds = ahead.as_secs() + i64::from(ahead.subsec_nanos() > 0);
                if let Some(file) = file {
                    files::replace(file, seconds.to_string().as_bytes())?;
                }
                seconds
            }
            (_, _, None) => 0,
        };
        let machine = match start {
            Some(_) => Machine::Steady { from: machine_time, since: Instant::now() },
            None => Machine::TimeOfDay,
        };
        let offset = SignedDuration::from_secs(seconds);
        let time = Mutex::new(Time { offset, behind: SignedDuration::ZERO });
        Ok(Self { machine, time, file })
    }

    /// Moves the clock forward by whole seconds and returns the new time.
    ///
    /// # Errors
    ///
    /// The time would be out of range, or the offset cannot be stored.
    pub fn advance(&self, by: SignedDuration) -> Result<Timestamp> {
        let mut time = files::lock(&self.time);
        let (moved, now) = time
            .offset
            .checked_add(SignedDuration::from_secs(by.as_secs()))
            .map(|offset| Time { offset, ..*time })
            .and_then(|moved| Some((moved, moved.at(self.machine.now())?)))
            .context("the clock cannot be moved that far")?;
        if let Some(file) = &self.file {
            files::replace(file, moved.offset.as_secs().to_string().as_bytes())?;
        }
        *time = moved;
        Ok(now)
    }

    /// Sets the clock back until it catches up. Only valid before any event has used the clock.
    pub fn set_back(&self, by: SignedDuration) {
        files::lock(&self.time).behind = by;
    }

    /// Reduces how far a clock that was set back is behind, to at most this duration.
    pub fn catch_up(&self, behind: SignedDuration) {
        let mut time = files::lock(&self.time);
        time.behind = time.behind.min(behind);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let now = self.machine.now();
        whole_milliseconds(files::lock(&self.time).at(now).unwrap_or(now))
    }
}

/// Serializes an instant in the format of the API.
///
/// # Errors
///
/// The serializer's.
pub fn write<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&moment_text(*at))
}

/// Parses a duration as a person writes it: `15m`, `1h 30m`, `1d`, `PT15M`.
///
/// # Errors
///
/// The text is not a duration, or is negative.
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
    fn parse_duration_accepts_common_spellings() {
        for (text, minutes) in [("15m", 15), ("1h 30m", 90), ("24h", 1440), ("1d", 1440), ("0s", 0)]
        {
            assert_eq!(parse_duration(text).unwrap(), SignedDuration::from_mins(minutes), "{text}");
        }
        for text in ["", "15", "-15m", "15m ago", "soon", "1y"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn clock_moves_forward_and_refuses_an_overflow() {
        let clock = MovableClock::open(None, None).unwrap();
        let before = clock.now();
        clock.advance(SignedDuration::from_hours(2)).unwrap();
        assert!(clock.now() >= before + SignedDuration::from_hours(2));
        assert!(clock.advance(SignedDuration::MAX).is_err());
    }

    /// Simulates a machine whose time of day was set an hour ahead.
    #[test]
    fn clock_with_a_chosen_start_ignores_changes_of_the_time_of_day() {
        let start: Timestamp = "2028-03-26T00:59:50Z".parse().unwrap();
        let mut clock = MovableClock::open(None, Some(start)).unwrap();
        let Machine::Steady { from, .. } = &mut clock.machine else { panic!("it is steady") };
        *from -= SignedDuration::from_hours(1);
        assert!(clock.now() < start - SignedDuration::from_mins(59));
        clock.advance(SignedDuration::from_hours(1)).unwrap();
        assert!(clock.now() < start + SignedDuration::from_secs(2));
    }

    #[test]
    fn clock_that_was_set_back_catches_up_and_never_goes_back_further() {
        let clock = MovableClock::open(None, None).unwrap();
        let (minute, began) = (SignedDuration::from_mins(1), clock.now());
        let behind = |minutes: i32| {
            began - minute * minutes <= clock.now() && clock.now() < began - minute * (minutes - 1)
        };
        clock.set_back(minute * 50);
        assert!(behind(50));
        for (asked, reached) in [(30, 30), (40, 30), (0, 0), (10, 0)] {
            clock.catch_up(minute * asked);
            assert!(behind(reached), "{asked}");
        }
    }

    #[test]
    fn clock_keeps_its_first_start_after_a_restart() {
        let file = std::env::temp_dir().join(format!("docket-clock-{}", std::process::id()));
        for moment in ["2028-02-29T23:59:50Z", "2026-01-01T00:00:00Z"] {
            let start: Timestamp = moment.parse().unwrap();
            let now = MovableClock::open(None, Some(start)).unwrap().now();
            let second = SignedDuration::from_secs(1);
            assert!(start <= now && now < start + second * 2, "{now}");
        }
        let start = Timestamp::from_second(1_835_481_590).unwrap();
        let clock = MovableClock::open(Some(file.clone()), Some(start)).unwrap();
        let moved = clock.advance(SignedDuration::from_hours(1)).unwrap();
        // The stored offset wins over the start of a later run.
        let again = MovableClock::open(Some(file.clone()), Some(start)).unwrap();
        assert!(again.now() >= whole_milliseconds(moved));
        std::fs::remove_file(file).unwrap();
    }
}
