//! When something recurs: a rule, where it is, and since when.
//!
//! Times are those of the clock on the wall there. A time that the clock skips
//! is as much later as it skips; one that it shows twice is the first of both.

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

/// A rule in a time zone, from a time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    rule: Rule,
    zone: TimeZoneName,
    start: DateTime,
}

/// A schedule was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// It does not start at a whole minute.
    #[error("must be a whole minute, like 2026-11-23T08:00")]
    Seconds,
    /// It starts too long ago or too far ahead.
    #[error("must be at most a year ago and at most {} years ahead", Recurrence::YEARS)]
    OutOfRange,
    /// It is over, or never comes.
    #[error("has no occurrence in the next {} years", Recurrence::YEARS)]
    Never,
}

impl Recurrence {
    /// How far ahead an occurrence is looked for; a schedule without one is
    /// over.
    pub const YEARS: i16 = 10;

    /// A rule where the schedule is, from `start` on, or else from now.
    ///
    /// COUNT counts from the start. The minute in which a schedule is made is
    /// over as soon as it is, so it is not among them: a counted schedule that
    /// would begin with it starts with the occurrence after it.
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

    /// The first occurrence after a moment, as the clock there names it, however
    /// many there may be. A series that starts with it goes on like this one.
    fn first_after(&self, after: Timestamp) -> Option<DateTime> {
        let horizon = self.start.date().saturating_add(Self::YEARS.years());
        let mut all = Occurrences { left: u32::MAX, ..self.after_periods(0, horizon) };
        std::iter::from_fn(|| all.next_of_both())
            .find(|(_, at)| *at > after)
            .map(|(there, _)| there)
    }

    /// What was accepted before, as it was stored.
    #[must_use]
    pub const fn from_stored(rule: Rule, zone: TimeZoneName, start: DateTime) -> Self {
        Self { rule, zone, start }
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Where its times are.
    #[must_use]
    pub const fn zone(&self) -> &TimeZoneName {
        &self.zone
    }

    /// Since when, there.
    #[must_use]
    pub const fn start(&self) -> DateTime {
        self.start
    }

    /// What the clock there shows at a moment.
    #[must_use]
    pub fn there(&self, at: Timestamp) -> DateTime {
        self.zone.there(at)
    }

    /// The first occurrence after a moment, if there is one in the years that
    /// are looked through.
    #[must_use]
    pub fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        let day = after.to_zoned(self.zone.zone()).date();
        let first = match self.rule.end {
            // What is counted is counted from the start.
            End::Count(_) => 0,
            End::Never | End::Moment(_) | End::Local(_) => self.periods_before(day),
        };
        let horizon = day.max(self.start.date()).saturating_add(Self::YEARS.years());
        self.after_periods(first, horizon).find(|at| *at > after)
    }

    /// Every occurrence from the start on, for as many years as are looked
    /// through.
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

    /// How many periods are certainly over before a day.
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
        // Days there and here differ by one at most, and a skipped one by two.
        ((units - 2) / i64::from(self.rule.interval) - 1).max(0)
    }

    /// Whether the rule is over before a time there, which is this moment.
    fn is_over(&self, there: DateTime, at: Timestamp) -> bool {
        match self.rule.end {
            End::Never | End::Count(_) => false,
            End::Moment(end) => at > end,
            End::Local(end) => there > end,
        }
    }
}

/// The moments at which something recurs, each later than the one before.
#[derive(Debug)]
pub struct Occurrences<'a> {
    of: &'a Recurrence,
    zone: TimeZone,
    /// The next period to be looked at.
    period: i64,
    horizon: Date,
    /// The times of the last one that were not looked at.
    waiting: VecDeque<DateTime>,
    last: Option<Timestamp>,
    /// How many there may be yet.
    left: u32,
}

impl Iterator for Occurrences<'_> {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        self.next_of_both().map(|(_, at)| at)
    }
}

impl Occurrences<'_> {
    /// The next one, as the clock there names it and as a moment.
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

    /// Reads the next period that has any times; `None` where none is left.
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

    /// A day of the next period, or the one before.
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

/// When a clock on the wall shows a time. The skipped hour is read with the
/// offset before it, so that it comes as much later; of two, it is the first.
fn moment(zone: &TimeZone, there: DateTime) -> Option<Timestamp> {
    Some(zone.to_ambiguous_zoned(there).compatible().ok()?.timestamp())
}
