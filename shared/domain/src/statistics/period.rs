//! Ranges of days, and the periods into which reports group days.

use jiff::{ToSpan, civil::Date};

/// A range of days, including the first and the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    from: Date,
    to: Date,
}

/// Why a range of days is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DaysError {
    /// The last day is before the first one.
    #[error("must not be before the first day")]
    Backwards,
    /// The range has more than [`Days::MOST`] days.
    #[error("must be within {} days of the first day", Days::MOST)]
    TooMany,
}

impl Days {
    /// The most days of one report.
    pub const MOST: i32 = 366;
    /// The number of days of a report without a first day.
    const USUAL: i32 = 30;

    /// The range from `from` to `to`. Without `to` it ends `today`, or on `from` when that is
    /// later. Without `from` it has thirty days.
    ///
    /// # Errors
    ///
    /// [`DaysError`].
    pub fn new(from: Option<Date>, to: Option<Date>, today: Date) -> Result<Self, DaysError> {
        let to = to.unwrap_or_else(|| from.map_or(today, |from| today.max(from)));
        Self::between(from.unwrap_or_else(|| to.saturating_sub((Self::USUAL - 1).days())), to)
    }

    /// The range from one day to another.
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

    /// Whether the range includes `day`.
    #[must_use]
    pub fn contain(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Each month that overlaps the range: its first day, and the days of the month on which the
    /// overlap begins and ends.
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

/// The length of a report's periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// One day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

impl Grain {
    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and the last day of the period that includes `day`, limited to `days`.
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
