//! The parsed form of a rule, and the local dates and times that it names.

use std::{collections::BTreeSet, fmt};

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
};

/// A recurrence rule, parsed from a rule of RFC 5545 by [`Rule::rrule`] or from a cron
/// expression by [`Rule::cron`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub(crate) written: Written,
    pub(crate) frequency: Frequency,
    pub(crate) interval: u16,
    /// The months; empty means all, and for a yearly rule the start's month.
    pub(crate) months: Vec<i8>,
    /// The days of the month; negative numbers count from its end.
    pub(crate) month_days: Vec<i8>,
    /// The days of the week.
    pub(crate) days: Vec<NthDay>,
    /// The hours; empty means the start's hour.
    pub(crate) hours: Vec<i8>,
    /// The minute; `None` means the start's minute.
    pub(crate) minute: Option<i8>,
    pub(crate) week_start: Weekday,
    /// The positions among a period's times, counted from 1; negative numbers count from
    /// the end. Empty means all.
    pub(crate) positions: Vec<i16>,
    /// Whether a matching day of the month or of the week suffices when both are given, as
    /// in cron. Otherwise both must match.
    pub(crate) either: bool,
    pub(crate) end: End,
}

/// The text of a rule, trimmed and in upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A rule of RFC 5545.
    Rrule(String),
    /// A cron expression.
    Cron(String),
}

/// The period that a rule repeats in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A day of the week: every one, or the nth of a month. A negative number counts from the
/// month's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NthDay {
    pub(crate) nth: Option<i8>,
    pub(crate) day: Weekday,
}

/// When a rule ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Never,
    /// After this number of occurrences.
    Count(u32),
    /// At this instant, inclusive.
    Moment(Timestamp),
    /// At this local time of the recurrence's zone, inclusive.
    Local(DateTime),
}

/// A rule was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The text is too long.
    #[error("must have at most {} characters", Rule::MAX_LENGTH)]
    TooLong,
    /// The text does not have the form of a rule.
    #[error("must be a rule of parts like FREQ=WEEKLY;BYDAY=MO")]
    Shape,
    /// A part is given twice.
    #[error("{0} is given twice")]
    Twice(&'static str),
    /// The frequency is missing.
    #[error("FREQ is required")]
    NoFrequency,
    /// A part is not supported.
    #[error("the part {0} is not supported; the supported parts are {parts}", parts = Rule::PARTS.join(", "))]
    Unsupported(String),
    /// A part has an invalid value.
    #[error("{0} must be {1}")]
    Value(&'static str, &'static str),
    /// A part cannot be combined with the frequency.
    #[error("{0} cannot be combined with this FREQ")]
    Misplaced(&'static str),
    /// `BYSETPOS` is given without a part to choose from.
    #[error("BYSETPOS needs another part to choose from, like BYDAY")]
    NothingToChoose,
    /// A yearly rule names days without months.
    #[error("BYDAY and BYMONTHDAY of a yearly rule need BYMONTH")]
    NoMonth,
    /// The rule has two ends.
    #[error("COUNT and UNTIL cannot be given together")]
    TwoEnds,
    /// The text is not a cron expression.
    #[error("must have five fields: minute, hour, day of month, month, day of week")]
    CronShape,
    /// A field of a cron expression has an invalid value.
    #[error("the {0} must be {1}")]
    CronField(&'static str, &'static str),
}

impl Rule {
    /// The maximum length of a rule's text in bytes.
    pub const MAX_LENGTH: usize = 250;
    /// The parts that a rule may have.
    pub(crate) const PARTS: [&str; 11] = [
        "FREQ",
        "INTERVAL",
        "BYMONTH",
        "BYMONTHDAY",
        "BYDAY",
        "BYHOUR",
        "BYMINUTE",
        "BYSETPOS",
        "WKST",
        "COUNT",
        "UNTIL",
    ];

    /// The text of the rule.
    #[must_use]
    pub const fn written(&self) -> &Written {
        &self.written
    }

    /// The local times of a period, in order. The period begins `periods` intervals after
    /// the period that contains the start. `None` at the end of the calendar.
    pub(crate) fn times(&self, start: DateTime, periods: i64) -> Option<Vec<DateTime>> {
        let dates = self.dates(start.date(), periods)?;
        let all: Vec<_> = dates.into_iter().flat_map(|it| self.times_of_day(it, start)).collect();
        if self.positions.is_empty() {
            return Some(all);
        }
        // Positions count in the whole period, even when the start is in its middle.
        let counted = |position: &i16| match usize::from(position.unsigned_abs()) {
            nth if *position < 0 => all.len().checked_sub(nth),
            nth => nth.checked_sub(1),
        };
        let chosen: BTreeSet<_> = self.positions.iter().filter_map(counted).collect();
        Some(chosen.into_iter().filter_map(|at| all.get(at).copied()).collect())
    }

    /// The dates of a period, in order.
    fn dates(&self, start: Date, periods: i64) -> Option<Vec<Date>> {
        let steps = periods.checked_mul(i64::from(self.interval))?;
        let step = jiff::Span::new();
        let days = |first: Date, count: i64| -> Option<Vec<Date>> {
            (0..count).map(|day| first.checked_add(step.try_days(day).ok()?).ok()).collect()
        };
        let mut dates = match self.frequency {
            Frequency::Daily => days(start.checked_add(step.try_days(steps).ok()?).ok()?, 1)?,
            Frequency::Weekly => {
                let first = self.week_of(start);
                days(first.checked_add(step.try_weeks(steps).ok()?).ok()?, 7)?
            }
            Frequency::Monthly => {
                let month =
                    start.first_of_month().checked_add(step.try_months(steps).ok()?).ok()?;
                days(month, i64::from(month.days_in_month()))?
            }
            Frequency::Yearly => {
                let year = Date::new(start.year(), 1, 1).ok()?;
                let year = year.checked_add(step.try_years(steps).ok()?).ok()?;
                days(year, i64::from(year.days_in_year()))?
            }
        };
        dates.retain(|date| self.has(*date, start));
        Some(dates)
    }

    /// The first day of the week that a date is in.
    pub(crate) fn week_of(&self, date: Date) -> Date {
        let days = self.week_start.until(date.weekday());
        date.checked_sub(jiff::Span::new().days(days)).unwrap_or(date)
    }

    fn has(&self, date: Date, start: Date) -> bool {
        let in_month = match (self.months.is_empty(), self.frequency) {
            (true, Frequency::Yearly) => date.month() == start.month(),
            (true, Frequency::Daily | Frequency::Weekly | Frequency::Monthly) => true,
            (false, _) => self.months.contains(&date.month()),
        };
        let by_month = || {
            let from_end = date.day() - date.days_in_month() - 1;
            self.month_days.contains(&date.day()) || self.month_days.contains(&from_end)
        };
        let by_week = || self.days.iter().any(|it| it.has(date));
        let on_day = match (self.month_days.is_empty(), self.days.is_empty()) {
            (false, false) if self.either => by_month() || by_week(),
            (false, false) => by_month() && by_week(),
            (false, true) => by_month(),
            (true, false) => by_week(),
            (true, true) => match self.frequency {
                Frequency::Daily => true,
                Frequency::Weekly => date.weekday() == start.weekday(),
                Frequency::Monthly | Frequency::Yearly => date.day() == start.day(),
            },
        };
        in_month && on_day
    }

    /// The times of a day, in order.
    fn times_of_day(&self, date: Date, start: DateTime) -> Vec<DateTime> {
        let minute = self.minute.unwrap_or_else(|| start.minute());
        let at = |hour: i8| date.at(hour, minute, 0, 0);
        if self.hours.is_empty() {
            vec![at(start.hour())]
        } else {
            self.hours.iter().map(|hour| at(*hour)).collect()
        }
    }
}

impl NthDay {
    fn has(self, date: Date) -> bool {
        self.day == date.weekday()
            && match self.nth {
                None => true,
                Some(nth) if nth > 0 => (date.day() - 1) / 7 + 1 == nth,
                Some(nth) => (date.days_in_month() - date.day()) / 7 + 1 == -nth,
            }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rrule(text) | Self::Cron(text) => f.write_str(text),
        }
    }
}
