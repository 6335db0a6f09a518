//! Local time by the daylight-saving rules of four places, written out here, so that the tests do
//! not depend on a time zone database.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};

/// A time zone, its offset from UTC in winter in minutes, and the months and Sundays on which
/// summer time begins and ends.
#[derive(Clone, Copy)]
pub struct Clock {
    pub zone: &'static str,
    winter: i64,
    summer: Option<(Sunday, Sunday)>,
}

/// A month and a Sunday in it: the nth, or the last when it is 0.
type Sunday = (i8, i8);

/// The clocks of four places. In one of them summer is from September to April.
pub const CLOCKS: [Clock; 4] = [
    Clock { zone: "Europe/Berlin", winter: 60, summer: Some(((3, 0), (10, 0))) },
    Clock { zone: "America/New_York", winter: -300, summer: Some(((3, 2), (11, 1))) },
    Clock { zone: "Australia/Sydney", winter: 600, summer: Some(((10, 1), (4, 1))) },
    Clock { zone: "Asia/Kolkata", winter: 330, summer: None },
];

impl Clock {
    /// The moment at which this clock shows a local time. Not for times at night, when the clock
    /// may change.
    pub fn moment(&self, at: DateTime) -> Timestamp {
        let summer = self.summer.is_some_and(|(begins, ends)| {
            let (begins, ends) = (sunday(at.year(), begins), sunday(at.year(), ends));
            let day = at.date();
            if begins < ends { begins <= day && day < ends } else { day < ends || begins <= day }
        });
        let ahead = SignedDuration::from_mins(self.winter + if summer { 60 } else { 0 });
        at.to_zoned(TimeZone::UTC).unwrap().timestamp() - ahead
    }

    /// Whether the clock changes within three days of a day.
    pub fn changes_near(&self, day: Date) -> bool {
        let days = self.summer.into_iter().flat_map(|(begins, ends)| [begins, ends]);
        days.map(|it| sunday(day.year(), it)).any(|it| (it - day).get_days().abs() <= 3)
    }

    /// The number of clock changes within so many days after a day.
    pub fn changes(&self, from: Date, within: i32) -> usize {
        let days = self.summer.into_iter().flat_map(|(begins, ends)| [begins, ends]);
        let years = [from.year(), from.year() + 1];
        let all = days.flat_map(|day| years.map(|year| sunday(year, day)));
        all.filter(|day| *day > from && (*day - from).get_days() <= within).count()
    }
}

fn sunday(year: i16, (month, nth): Sunday) -> Date {
    let month = Date::new(year, month, 1).unwrap();
    if nth == 0 {
        month.nth_weekday_of_month(-1, Weekday::Sunday).unwrap()
    } else {
        month.nth_weekday_of_month(nth, Weekday::Sunday).unwrap()
    }
}
