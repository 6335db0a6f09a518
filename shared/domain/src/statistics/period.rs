//! Days, and what reports gather them into.

use jiff::{ToSpan, civil::Date};

/// A run of days, the first and the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    from: Date,
    to: Date,
}

/// Why there is no such run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DaysError {
    /// It ends before it begins.
    #[error("must not be before the first day")]
    Backwards,
    /// A report reads only so much.
    #[error("must be within {} days of the first day", Days::MOST)]
    TooMany,
}

impl Days {
    /// The most days of one report.
    pub const MOST: i32 = 366;
    /// How many days a report is about that does not say.
    const USUAL: i32 = 30;

    /// These days; without a last one until `today`, without a first one the
    /// last thirty.
    ///
    /// # Errors
    ///
    /// [`DaysError`].
    pub fn new(from: Option<Date>, to: Option<Date>, today: Date) -> Result<Self, DaysError> {
        let to = to.unwrap_or_else(|| from.map_or(today, |from| today.max(from)));
        Self::between(from.unwrap_or_else(|| to.saturating_sub((Self::USUAL - 1).days())), to)
    }

    /// The days from one to another.
    ///
    /// # Errors
    ///
    /// [`DaysError`].
    pub fn between(from: Date, to: Date) -> Result<Self, DaysError> {
        if to < from {
            return Err(DaysError::Backwards);
        }
        if to > from.saturating_add((Self::MOST - 1).days()) {
            return Err(DaysError::TooMany);
        }
        Ok(Self { from, to })
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    /// The last day.
    #[must_use]
    pub const fn to(self) -> Date {
        self.to
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn contain(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The months that they touch: the first day of each, and the first and
    /// last of its days that are among them.
    pub fn months(self) -> impl Iterator<Item = (Date, i8, i8)> {
        let next = |month: &Date| Some(month.saturating_add(1.month()));
        let months = std::iter::successors(Some(self.from.first_of_month()), next);
        months.take_while(move |month| *month <= self.to).map(move |month| {
            let from = if month < self.from { self.from.day() } else { 1 };
            let to = self.to.min(month.last_of_month()).day();
            (month, from, to)
        })
    }
}

/// What days are gathered into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Each for itself.
    Day,
    /// From Monday to Sunday.
    Week,
    /// Of the calendar.
    Month,
}

impl Grain {
    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and the last day of what a day belongs to, as far as they are
    /// among `days`.
    #[must_use]
    pub fn around(self, day: Date, days: Days) -> (Date, Date) {
        let (from, to) = match self {
            Self::Day => (day, day),
            Self::Week => {
                let monday = day.saturating_sub(day.weekday().to_monday_zero_offset().days());
                (monday, monday.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        };
        (from.max(days.from), to.min(days.to))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn days_are_the_last_thirty_unless_asked_for() {
        let days = Days::new(None, None, TODAY).unwrap();
        assert_eq!((days.from(), days.to()), (date(2026, 10, 22), TODAY));
        let days = Days::new(Some(date(2026, 11, 1)), None, TODAY).unwrap();
        assert_eq!((days.from(), days.to()), (date(2026, 11, 1), TODAY));
        let days = Days::new(Some(date(2027, 1, 1)), None, TODAY).unwrap();
        assert_eq!((days.from(), days.to()), (date(2027, 1, 1), date(2027, 1, 1)));
        let (day, next) = (Some(TODAY), Some(TODAY.tomorrow().unwrap()));
        assert_eq!(Days::new(next, day, TODAY), Err(DaysError::Backwards));
        let year = Some(date(2027, 11, 20));
        assert!(Days::new(day, year, TODAY).is_ok());
        assert_eq!(Days::new(day, Some(date(2027, 11, 21)), TODAY), Err(DaysError::TooMany));
    }

    #[test]
    fn months_are_cut_at_both_ends() {
        let days = Days::new(Some(date(2026, 1, 31)), Some(date(2026, 3, 2)), TODAY).unwrap();
        let months: Vec<_> = days.months().collect();
        let expected =
            [(date(2026, 1, 1), 31, 31), (date(2026, 2, 1), 1, 28), (date(2026, 3, 1), 1, 2)];
        assert_eq!(months, expected);
        let year = Days::new(Some(TODAY), Some(date(2027, 11, 20)), TODAY).unwrap();
        assert_eq!(year.months().count(), 13);
        assert!(days.contain(date(2026, 2, 15)) && !days.contain(date(2026, 3, 3)));
    }

    #[test]
    fn a_week_begins_on_monday_and_a_period_is_cut_at_both_ends() {
        let days = Days::new(Some(date(2026, 11, 3)), Some(date(2026, 11, 25)), TODAY).unwrap();
        let week = |day| Grain::Week.around(day, days);
        assert_eq!(week(date(2026, 11, 22)), (date(2026, 11, 16), date(2026, 11, 22)));
        assert_eq!(week(date(2026, 11, 4)), (date(2026, 11, 3), date(2026, 11, 8)));
        assert_eq!(Grain::Month.around(TODAY, days), (days.from(), days.to()));
        assert_eq!(Grain::Day.around(TODAY, days), (TODAY, TODAY));
    }
}
