//! Quiet hours: the hours of a day in which a person wants no messages.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{ClockTime, TimeZoneName};

/// The hours of each day in which messages are held. The caller gives the time zone with each
/// call. When the end is earlier than the beginning, the hours end on the next day. Quiet hours
/// never last a whole day.
///
/// A time that the clock skips is moved later by as much as the clock skips. A time that the clock
/// shows twice means its first occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from: ClockTime,
    to: ClockTime,
}

/// The hours begin and end at one time, so they could mean no hours or the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must differ from the time in `from`")]
pub struct QuietHoursError;

impl QuietHours {
    /// The hours from one time of the clock to another.
    ///
    /// # Errors
    ///
    /// [`QuietHoursError`] when both are the same time.
    pub fn new(from: ClockTime, to: ClockTime) -> Result<Self, QuietHoursError> {
        if from == to { Err(QuietHoursError) } else { Ok(Self { from, to }) }
    }

    /// When they begin.
    #[must_use]
    pub const fn from(self) -> ClockTime {
        self.from
    }

    /// When they end.
    #[must_use]
    pub const fn to(self) -> ClockTime {
        self.to
    }

    /// The end of the quiet hours that include `now` in `zone`; `None` outside quiet hours. The end
    /// is always later than `now`, and every moment until the end has this end.
    #[must_use]
    pub fn ends_after(self, now: Timestamp, zone: &TimeZoneName) -> Option<Timestamp> {
        let today = zone.day(now);
        // Two days back, because the calendar may have skipped yesterday. Tomorrow as well, because
        // a clock change can make today's hours run into tomorrow's; both then end together.
        let end = (-2..=1).map(|days| today.saturating_add(days.days())).fold(now, |end, day| {
            let (begins, ends) = self.of_day(day, zone);
            if begins <= end && ends > end { ends } else { end }
        });
        (end > now).then_some(end)
    }

    /// The beginning and the end of the hours that begin on `day`.
    fn of_day(self, day: Date, zone: &TimeZoneName) -> (Timestamp, Timestamp) {
        let last = if self.to < self.from { day.tomorrow().unwrap_or(day) } else { day };
        (moment(day, self.from, zone), moment(last, self.to, zone))
    }
}

fn moment(day: Date, time: ClockTime, zone: &TimeZoneName) -> Timestamp {
    zone.moment(day.to_datetime(time.into()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    /// Zones whose clocks change by an hour, by half an hour, at midnight, and never.
    const ZONES: [&str; 9] = [
        "America/Havana",
        "America/New_York",
        "America/Santiago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "UTC",
    ];

    fn hours(from: &str, to: &str) -> QuietHours {
        QuietHours::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn zone(name: &str) -> TimeZoneName {
        name.parse().unwrap()
    }

    fn end(from: &str, to: &str, zone_name: &str, now: &str) -> String {
        let end = hours(from, to).ends_after(now.parse().unwrap(), &zone(zone_name));
        end.map_or_else(String::new, |end| end.to_string())
    }

    #[test]
    fn hours_that_end_when_they_begin_are_refused() {
        let noon = "12:00".parse().unwrap();
        assert_eq!(QuietHours::new(noon, noon), Err(QuietHoursError));
    }

    #[test]
    fn hours_within_a_day_are_held_from_their_first_moment_to_their_last() {
        for (now, until) in [
            ("2026-11-20T12:59:59.999Z", ""),
            ("2026-11-20T13:00:00Z", "2026-11-20T15:00:00Z"),
            ("2026-11-20T14:59:59.999Z", "2026-11-20T15:00:00Z"),
            ("2026-11-20T15:00:00Z", ""),
        ] {
            assert_eq!(end("13:00", "15:00", "UTC", now), until, "{now}");
        }
    }

    #[test]
    fn hours_over_midnight_end_the_next_morning() {
        for (now, until) in [
            ("2026-11-20T20:59:59.999Z", ""),
            ("2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z"),
            ("2026-11-20T23:30:00Z", "2026-11-21T06:00:00Z"),
            ("2026-11-21T05:59:59.999Z", "2026-11-21T06:00:00Z"),
            ("2026-11-21T06:00:00Z", ""),
        ] {
            assert_eq!(end("22:00", "07:00", "Europe/Berlin", now), until, "{now}");
        }
    }

    #[test]
    fn the_night_in_which_clocks_go_forward_is_shorter() {
        let night = |to, now| end("22:00", to, "Europe/Berlin", now);
        assert_eq!(night("07:00", "2027-03-27T21:00:00Z"), "2027-03-28T05:00:00Z");
        // Half past two is skipped: the clock shows half past three.
        assert_eq!(night("02:30", "2027-03-28T00:59:59Z"), "2027-03-28T01:30:00Z");
        assert_eq!(night("02:30", "2027-03-28T01:29:59Z"), "2027-03-28T01:30:00Z");
        assert_eq!(night("02:30", "2027-03-28T01:30:00Z"), "");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first_of_both() {
        let night = |from, to, now| end(from, to, "Europe/Berlin", now);
        assert_eq!(night("22:00", "07:00", "2027-10-30T20:00:00Z"), "2027-10-31T06:00:00Z");
        assert_eq!(night("22:00", "02:30", "2027-10-31T00:29:59Z"), "2027-10-31T00:30:00Z");
        // The clock shows two o'clock again, after the hours have ended.
        assert_eq!(night("22:00", "02:30", "2027-10-31T01:00:00Z"), "");
        assert_eq!(night("02:30", "04:00", "2027-10-31T00:30:00Z"), "2027-10-31T03:00:00Z");
        assert_eq!(night("02:30", "04:00", "2027-10-31T01:10:00Z"), "2027-10-31T03:00:00Z");
    }

    #[test]
    fn a_day_that_the_calendar_skips_has_no_hours() {
        // Samoa went from the end of 29 December to the beginning of the 31st.
        let night = |now| end("22:00", "07:00", "Pacific/Apia", now);
        assert_eq!(night("2011-12-30T09:00:00Z"), "2011-12-30T17:00:00Z");
        assert_eq!(night("2011-12-30T13:00:00Z"), "2011-12-30T17:00:00Z");
        assert_eq!(night("2011-12-30T17:00:00Z"), "");
    }

    #[test]
    fn hours_end_with_the_next_days_hours_when_a_skipped_time_makes_them_overlap() {
        let day = |now| end("03:10", "02:30", "Europe/Berlin", now);
        assert_eq!(day("2027-03-28T00:30:00Z"), "2027-03-29T00:30:00Z");
        assert_eq!(day("2027-03-28T01:20:00Z"), "2027-03-29T00:30:00Z");
    }

    fn minute() -> impl Strategy<Value = ClockTime> {
        (0_u16..24, 0_u16..60)
            .prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}").parse().unwrap())
    }

    fn all_hours() -> impl Strategy<Value = QuietHours> {
        (minute(), minute())
            .prop_filter_map("are the same", |(from, to)| QuietHours::new(from, to).ok())
    }

    /// Whether the clock shows a time within the quiet hours.
    fn shows_quiet(quiet: QuietHours, zone: &TimeZoneName, at: Timestamp) -> bool {
        let of = |time: ClockTime| time.hour() * 60 + time.minute();
        let there = zone.there(at);
        let shown =
            u16::try_from(there.hour()).unwrap() * 60 + u16::try_from(there.minute()).unwrap();
        let (from, to) = (of(quiet.from()), of(quiet.to()));
        if from < to { (from..to).contains(&shown) } else { shown >= from || shown < to }
    }

    fn offset(zone: &TimeZoneName, at: Timestamp) -> SignedDuration {
        let there = TimeZoneName::utc().moment(zone.there(at));
        there.duration_since(at)
    }

    proptest! {
        #[test]
        fn where_clocks_do_not_change_it_is_quiet_when_the_clock_says_so(
            quiet in all_hours(),
            second in 1_700_000_000_i64..2_500_000_000,
            name in prop::sample::select(&ZONES[..]),
        ) {
            let (zone, now) = (zone(name), Timestamp::from_second(second).unwrap());
            let days = (-3..=3).map(|day| offset(&zone, now + SignedDuration::from_hours(day * 24)));
            prop_assume!(days.collect::<std::collections::HashSet<_>>().len() == 1);
            let end = quiet.ends_after(now, &zone);
            prop_assert_eq!(end.is_some(), shows_quiet(quiet, &zone, now));
            if let Some(end) = end {
                let shown = zone.there(end).time();
                prop_assert_eq!(shown, quiet.to().into());
                prop_assert!(end.duration_since(now) < SignedDuration::from_hours(24));
            }
        }

        /// Moments near a change of the clocks in these zones are as likely as others.
        #[test]
        fn every_moment_until_the_end_has_that_end_and_no_later_one(
            quiet in all_hours(),
            day in prop::sample::select(vec![
                "2027-03-14", "2027-11-07", "2027-03-28", "2027-10-31", "2027-04-03", "2027-09-05",
                "2027-10-03", "2011-12-30", "2027-06-01",
            ]),
            minutes in 0_i64..3 * 24 * 60,
            later in 0_i64..26 * 60 * 60,
            name in prop::sample::select(&ZONES[..]),
        ) {
            let zone = zone(name);
            let day: Date = day.parse().unwrap();
            let now = TimeZoneName::utc().begins(day) + SignedDuration::from_mins(minutes - 36 * 60);
            if let Some(end) = quiet.ends_after(now, &zone) {
                prop_assert!(end > now && end <= now + SignedDuration::from_hours(50));
                prop_assert_eq!(quiet.ends_after(end, &zone), None);
                let between = now + SignedDuration::from_secs(later);
                if between < end {
                    prop_assert_eq!(quiet.ends_after(between, &zone), Some(end));
                }
            }
        }
    }
}
