//! A recurrence: a rule, its time zone and its start, and the occurrences that follow
//! from them.
//!
//! The rule's times are local times of the zone. A time in a gap of the clock is shifted
//! later by the length of the gap; a time that occurs twice means the first occurrence.

use std::collections::VecDeque;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use crate::{
    TimeZoneName,
    rule::{End, Frequency, Rule},
};

/// A rule in a time zone with a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    rule: Rule,
    zone: TimeZoneName,
    start: DateTime,
}

/// A recurrence was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// It does not start at a whole minute.
    #[error("must be a whole minute, like 2026-11-23T08:00")]
    Seconds,
    /// It starts too long ago or too far ahead.
    #[error("must be at most a year ago and at most {} years ahead", Recurrence::YEARS)]
    OutOfRange,
    /// It has no occurrence after now.
    #[error("has no occurrence in the next {} years", Recurrence::YEARS)]
    Never,
}

impl Recurrence {
    /// How many years ahead an occurrence is searched for. A recurrence without one has ended.
    pub const YEARS: i16 = 10;

    /// Makes a recurrence of a rule from `start`, a local time of `zone`, or else from now.
    ///
    /// COUNT counts from the start. The minute of the creation has already begun, so it is not an
    /// occurrence: a recurrence with COUNT that would start with it starts with the next occurrence
    /// instead.
    ///
    /// # Errors
    ///
    /// [`RecurrenceError`].
    pub fn new(
        rule: Rule,
        zone: TimeZoneName,
        start: Option<DateTime>,
        now: Timestamp,
    ) -> Result<Self, RecurrenceError> {
        let here = now.to_zoned(zone.zone()).datetime();
        let start = match start {
            None => here.date().at(here.hour(), here.minute(), 0, 0),
            Some(start) if start.second() != 0 || start.subsec_nanosecond() != 0 => {
                return Err(RecurrenceError::Seconds);
            }
            Some(start) => start,
        };
        let from = here.saturating_sub(1.year());
        if start < from || start > here.saturating_add(Self::YEARS.years()) {
            return Err(RecurrenceError::OutOfRange);
        }
        let mut this = Self { rule, zone, start };
        let minute = here.date().at(here.hour(), here.minute(), 0, 0);
        if start == minute && matches!(this.rule.end, End::Count(_)) {
            this.start = this.first_after(now).ok_or(RecurrenceError::Never)?;
        }
        this.next_after(now).ok_or(RecurrenceError::Never)?;
        Ok(this)
    }

    /// The local time of the first occurrence after an instant, without regard to COUNT. A
    /// recurrence that starts with it has the remaining occurrences of this one.
    fn first_after(&self, after: Timestamp) -> Option<DateTime> {
        let horizon = self.start.date().saturating_add(Self::YEARS.years());
        let mut all = Occurrences { left: u32::MAX, ..self.after_periods(0, horizon) };
        std::iter::from_fn(|| all.next_of_both())
            .find(|(_, at)| *at > after)
            .map(|(there, _)| there)
    }

    /// Makes a recurrence from stored parts, which were validated before.
    #[must_use]
    pub const fn from_stored(rule: Rule, zone: TimeZoneName, start: DateTime) -> Self {
        Self { rule, zone, start }
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The time zone.
    #[must_use]
    pub const fn zone(&self) -> &TimeZoneName {
        &self.zone
    }

    /// The start, as a local time of the zone.
    #[must_use]
    pub const fn start(&self) -> DateTime {
        self.start
    }

    /// The local time of an instant in the recurrence's zone.
    #[must_use]
    pub fn there(&self, at: Timestamp) -> DateTime {
        self.zone.there(at)
    }

    /// The first occurrence after an instant; `None` when there is none within
    /// [`Self::YEARS`] years.
    #[must_use]
    pub fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        let day = after.to_zoned(self.zone.zone()).date();
        let first = match self.rule.end {
            // COUNT counts from the start, so every period must be generated.
            End::Count(_) => 0,
            End::Never | End::Moment(_) | End::Local(_) => self.periods_before(day),
        };
        let horizon = day.max(self.start.date()).saturating_add(Self::YEARS.years());
        self.after_periods(first, horizon).find(|at| *at > after)
    }

    /// All occurrences in the [`Self::YEARS`] years after the start.
    #[must_use]
    pub fn occurrences(&self) -> Occurrences<'_> {
        self.after_periods(0, self.start.date().saturating_add(Self::YEARS.years()))
    }

    fn after_periods(&self, period: i64, horizon: Date) -> Occurrences<'_> {
        let left = match self.rule.end {
            End::Count(count) => count,
            End::Never | End::Moment(_) | End::Local(_) => u32::MAX,
        };
        let (zone, waiting) = (self.zone.zone(), VecDeque::new());
        Occurrences { of: self, zone, period, horizon, waiting, last: None, left }
    }

    /// The number of periods that certainly end before a day.
    fn periods_before(&self, day: Date) -> i64 {
        let start = self.start.date();
        let days = |from: Date| day.duration_since(from).as_hours() / 24;
        let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let units = match self.rule.frequency {
            Frequency::Daily => days(start),
            Frequency::Weekly => days(self.rule.week_of(start)) / 7,
            Frequency::Monthly => months(day) - months(start),
            Frequency::Yearly => i64::from(day.year()) - i64::from(start.year()),
        };
        // Local days differ from days of UTC by one at most, and by two where a day is
        // skipped.
        ((units - 2) / i64::from(self.rule.interval) - 1).max(0)
    }

    /// Whether the rule ends before an occurrence, given as local time and as instant.
    fn is_over(&self, there: DateTime, at: Timestamp) -> bool {
        match self.rule.end {
            End::Never | End::Count(_) => false,
            End::Moment(end) => at > end,
            End::Local(end) => there > end,
        }
    }
}

/// Iterates over the instants of a recurrence's occurrences, in ascending order.
#[derive(Debug)]
pub struct Occurrences<'a> {
    of: &'a Recurrence,
    zone: TimeZone,
    /// The next period to generate.
    period: i64,
    horizon: Date,
    /// The local times of the last generated period that were not returned yet.
    waiting: VecDeque<DateTime>,
    last: Option<Timestamp>,
    /// The maximum number of further occurrences.
    left: u32,
}

impl Iterator for Occurrences<'_> {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        self.next_of_both().map(|(_, at)| at)
    }
}

impl Occurrences<'_> {
    /// The next occurrence, as local time and as instant.
    fn next_of_both(&mut self) -> Option<(DateTime, Timestamp)> {
        while self.left > 0 {
            while let Some(there) = self.waiting.pop_front() {
                let at = moment(&self.zone, there)?;
                if there < self.of.start || self.last.is_some_and(|last| at <= last) {
                    continue;
                }
                if self.of.is_over(there, at) {
                    self.left = 0;
                    return None;
                }
                self.left -= 1;
                self.last = Some(at);
                return Some((there, at));
            }
            self.refill()?;
        }
        None
    }

    /// Generates the next period that has any times; `None` when none is left.
    fn refill(&mut self) -> Option<()> {
        let Recurrence { rule, start, .. } = self.of;
        while self.waiting.is_empty() {
            if self.first_day()? > self.horizon {
                return None;
            }
            let times = rule.times(*start, self.period)?;
            self.period += 1;
            self.waiting.extend(times);
        }
        Some(())
    }

    /// A day in the next period.
    fn first_day(&self) -> Option<Date> {
        let Recurrence { rule, start, .. } = self.of;
        let units = self.period.checked_mul(i64::from(rule.interval))?;
        let span = match rule.frequency {
            Frequency::Daily => jiff::Span::new().try_days(units),
            Frequency::Weekly => jiff::Span::new().try_weeks(units),
            Frequency::Monthly => jiff::Span::new().try_months(units),
            Frequency::Yearly => jiff::Span::new().try_years(units),
        };
        start.date().checked_add(span.ok()?).ok()
    }
}

/// The instant of a local time. A time in a gap is read with the offset before the gap, so
/// that it is shifted later; of two instants, the first is meant.
fn moment(zone: &TimeZone, there: DateTime) -> Option<Timestamp> {
    Some(zone.to_ambiguous_zoned(there).compatible().ok()?.timestamp())
}
