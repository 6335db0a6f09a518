//! The opening hours of a seller, in the seller's time zone.

use std::{fmt, str::FromStr};

/// The minutes of a day.
const DAY: u16 = 24 * 60;
/// The minutes of a week.
const WEEK: u16 = 7 * DAY;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weekday {
    /// The first.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

/// A text is not the name of a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be monday, tuesday, wednesday, thursday, friday, saturday or sunday")]
pub struct WeekdayError;

impl Weekday {
    /// Every day, from Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

impl FromStr for Weekday {
    type Err = WeekdayError;

    fn from_str(name: &str) -> Result<Self, WeekdayError> {
        Self::ALL.into_iter().find(|day| day.name() == name).ok_or(WeekdayError)
    }
}

/// A time of the clock, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u16);

/// A text is not a time of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a time between 00:00 and 23:59, like 09:30")]
pub struct ClockTimeError;

impl ClockTime {
    /// The hour, from 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute of the hour, from 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl From<ClockTime> for jiff::civil::Time {
    fn from(time: ClockTime) -> Self {
        let whole = |part: u16| i8::try_from(part).unwrap_or_default();
        Self::constant(whole(time.hour()), whole(time.minute()), 0, 0)
    }
}

impl FromStr for ClockTime {
    type Err = ClockTimeError;

    fn from_str(text: &str) -> Result<Self, ClockTimeError> {
        let two = |part: &str, below: u16| {
            let digits = part.len() == 2 && part.bytes().all(|it| it.is_ascii_digit());
            part.parse().ok().filter(|number: &u16| digits && *number < below)
        };
        let (hour, minute) = text.split_once(':').ok_or(ClockTimeError)?;
        let (hour, minute) = two(hour, 24).zip(two(minute, 60)).ok_or(ClockTimeError)?;
        Ok(Self(hour * 60 + minute))
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// One weekly opening time of a seller. When the closing time is not later than the opening time,
/// the seller closes on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningTime {
    /// The day on which the seller opens.
    pub day: Weekday,
    /// The opening time.
    pub opens: ClockTime,
    /// The closing time.
    pub closes: ClockTime,
}

impl OpeningTime {
    /// The minute of the week at which the seller opens.
    const fn begins(self) -> u16 {
        self.day as u16 * DAY + self.opens.0
    }

    /// The number of minutes for which the seller is open.
    const fn lasts(self) -> u16 {
        let (opens, closes) = (self.opens.0, self.closes.0);
        if closes > opens { closes - opens } else { closes + DAY - opens }
    }

    /// Whether this time includes the beginning of `other`.
    const fn covers_opening_of(self, other: Self) -> bool {
        (other.begins() + WEEK - self.begins()) % WEEK < self.lasts()
    }
}

/// The weekly opening times of a seller, without overlaps. No times mean that it is always open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpeningHours(Vec<OpeningTime>);

/// Why opening hours are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningHoursError {
    /// There are more than [`OpeningHours::MAX`] times.
    #[error("must have at most {} entries", OpeningHours::MAX)]
    TooMany,
    /// The time at this position overlaps with an earlier one.
    #[error("overlaps with an earlier entry of the week")]
    Overlap(usize),
}

impl OpeningHours {
    /// The most times in a week: four on each day.
    pub const MAX: usize = 28;

    /// Checks opening times.
    ///
    /// # Errors
    ///
    /// [`OpeningHoursError`].
    pub fn new(times: Vec<OpeningTime>) -> Result<Self, OpeningHoursError> {
        if times.len() > Self::MAX {
            return Err(OpeningHoursError::TooMany);
        }
        let meet = |one: &OpeningTime, other: &OpeningTime| {
            one.covers_opening_of(*other) || other.covers_opening_of(*one)
        };
        let earlier = |at: usize| times[..at].iter().any(|other| meet(&times[at], other));
        match (0..times.len()).find(|&at| earlier(at)) {
            Some(at) => Err(OpeningHoursError::Overlap(at)),
            None => Ok(Self(times)),
        }
    }

    /// The times, in the order in which they were given.
    #[must_use]
    pub fn times(&self) -> &[OpeningTime] {
        &self.0
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn hours(times: &[(Weekday, &str, &str)]) -> Result<OpeningHours, OpeningHoursError> {
        let time = |&(day, opens, closes): &(Weekday, &str, &str)| OpeningTime {
            day,
            opens: opens.parse().unwrap(),
            closes: closes.parse().unwrap(),
        };
        OpeningHours::new(times.iter().map(time).collect())
    }

    #[test]
    fn a_time_of_the_clock_has_two_digits_twice() {
        for text in ["00:00", "09:30", "23:59"] {
            assert_eq!(text.parse::<ClockTime>().unwrap().to_string(), text);
        }
        for text in ["", "9:30", "09:3", "24:00", "09:60", "+9:30", "09.30", "09:30:00", " 09:30"] {
            assert_eq!(text.parse::<ClockTime>(), Err(ClockTimeError), "{text}");
        }
    }

    #[test]
    fn times_may_touch_and_cross_midnight_and_not_overlap() {
        use Weekday::{Monday, Saturday, Sunday, Tuesday};
        let good = [
            (Monday, "11:00", "14:00"),
            (Monday, "14:00", "22:00"),
            (Saturday, "18:00", "02:00"),
            (Sunday, "02:00", "00:00"),
        ];
        assert_eq!(hours(&good).unwrap().times().len(), 4);
        for (late, early) in [
            ((Monday, "11:00", "14:00"), (Monday, "13:59", "15:00")),
            ((Monday, "11:00", "14:00"), (Monday, "11:00", "12:00")),
            ((Monday, "22:00", "02:00"), (Tuesday, "01:59", "03:00")),
            // The first is open for a whole day, the second crosses the end of the week.
            ((Monday, "06:00", "06:00"), (Tuesday, "05:59", "07:00")),
            ((Sunday, "22:00", "02:00"), (Monday, "01:00", "03:00")),
        ] {
            assert_eq!(hours(&[late, early]), Err(OpeningHoursError::Overlap(1)));
            assert_eq!(hours(&[early, late]), Err(OpeningHoursError::Overlap(1)));
        }
    }

    #[test]
    fn there_are_at_most_four_times_a_day() {
        let times: Vec<_> = Weekday::ALL
            .into_iter()
            .flat_map(|day| {
                [(day, "00:00", "01:00"), (day, "06:00", "07:00"), (day, "12:00", "13:00")]
                    .into_iter()
                    .chain([(day, "18:00", "19:00")])
            })
            .collect();
        assert!(hours(&times).is_ok());
        let more = [times, vec![(Weekday::Monday, "22:00", "23:00")]].concat();
        assert_eq!(hours(&more), Err(OpeningHoursError::TooMany));
    }
}
