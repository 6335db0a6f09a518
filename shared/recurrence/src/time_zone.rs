//! Time zones: local times, and when local days begin and end.

use std::{fmt, str::FromStr};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::{Disambiguation, TimeZone, TimeZoneDatabase},
};

/// The largest offset ahead of UTC: Kiribati.
const FURTHEST_AHEAD: SignedDuration = SignedDuration::from_hours(14);
/// The largest offset behind UTC: uninhabited islands.
const FURTHEST_BEHIND: SignedDuration = SignedDuration::from_hours(12);
/// The precision of stored instants.
const LEAST: SignedDuration = SignedDuration::from_millis(1);

/// The IANA name of a time zone, like `America/New_York`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeZoneName(String);

/// A text is not the name of a known time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the IANA name of a time zone, like America/New_York")]
pub struct TimeZoneError;

impl TimeZoneName {
    /// The time zone of UTC.
    #[must_use]
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a stored name without checking that the zone is still known: the list of
    /// zones changes over the years.
    ///
    /// # Errors
    ///
    /// [`TimeZoneError`] when it is empty.
    pub fn from_stored(name: &str) -> Result<Self, TimeZoneError> {
        if name.is_empty() { Err(TimeZoneError) } else { Ok(Self(name.to_owned())) }
    }

    /// The local time of an instant; in UTC when the zone is no longer known.
    #[must_use]
    pub fn there(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.zone()).datetime()
    }

    /// The instant of a local time. A time that occurs twice means the first instant. A
    /// time in a gap of the clock is shifted later by the length of the gap. Beyond the
    /// calendar's end, it is the calendar's last instant.
    #[must_use]
    pub fn moment(&self, there: DateTime) -> Timestamp {
        let moment = self.zone().to_ambiguous_timestamp(there);
        moment.compatible().unwrap_or(Timestamp::MAX)
    }

    /// The local date of an instant.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.there(at).date()
    }

    /// The first instant of a local day. Where clocks are put forward at midnight, its
    /// local time is later than midnight.
    #[must_use]
    pub fn begins(&self, day: Date) -> Timestamp {
        self.midnight(day, Disambiguation::Compatible)
    }

    /// The last millisecond of a local day. Where clocks are put back from the next day
    /// into this one, this is later than the beginning of the next day.
    #[must_use]
    pub fn ends(&self, day: Date) -> Timestamp {
        let next = day.tomorrow().map(|next| self.midnight(next, Disambiguation::Later));
        before(next.unwrap_or(Timestamp::MAX))
    }

    /// The instant of a local midnight; the calendar's last instant beyond its end.
    fn midnight(&self, day: Date, which: Disambiguation) -> Timestamp {
        let midnight = self.zone().to_ambiguous_timestamp(day.at(0, 0, 0, 0));
        midnight.disambiguate(which).unwrap_or(Timestamp::MAX)
    }

    /// The time zone; UTC when it is no longer known.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZoneDatabase::bundled().get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

/// The earliest instant at which a calendar day begins anywhere on earth.
#[must_use]
pub fn earliest_start_of_day(day: Date) -> Timestamp {
    let begins = TimeZoneName::utc().begins(day);
    begins.saturating_sub(FURTHEST_AHEAD).unwrap_or(begins)
}

/// The latest instant at which a calendar day ends anywhere on earth: its last millisecond.
#[must_use]
pub fn latest_end_of_day(day: Date) -> Timestamp {
    let ends = TimeZoneName::utc().ends(day);
    ends.saturating_add(FURTHEST_BEHIND).unwrap_or(ends)
}

/// The latest calendar day that has begun anywhere on earth.
///
/// It bounds the days of orders from sellers in several time zones: no order belongs to a
/// later day.
#[must_use]
pub fn latest_day(now: Timestamp) -> Date {
    let ahead = now.saturating_add(FURTHEST_AHEAD).unwrap_or(now);
    TimeZoneName::utc().day(ahead)
}

fn before(at: Timestamp) -> Timestamp {
    at.saturating_sub(LEAST).unwrap_or(at)
}

impl FromStr for TimeZoneName {
    type Err = TimeZoneError;

    /// Ignores case, and keeps the spelling of the time zone database.
    fn from_str(name: &str) -> Result<Self, TimeZoneError> {
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| TimeZoneError)?;
        match zone.iana_name() {
            Some(name) if !zone.is_unknown() => Ok(Self(name.to_owned())),
            Some(_) | None => Err(TimeZoneError),
        }
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> TimeZoneName {
        name.parse().unwrap()
    }

    #[test]
    fn time_zone_name_is_accepted_when_in_the_database_and_takes_its_spelling() {
        for (given, kept) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("america/new_york", "America/New_York"),
            ("Asia/Kolkata", "Asia/Kolkata"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(given.parse::<TimeZoneName>().unwrap().as_str(), kept);
        }
        for bad in ["", "Berlin", "Europe/Atlantis", "Etc/Unknown", "+02:00", "../UTC", "GMT+2"] {
            assert_eq!(bad.parse::<TimeZoneName>(), Err(TimeZoneError), "{bad}");
        }
    }

    #[test]
    fn days_begin_and_end_at_local_midnight_across_clock_changes() {
        for (name, day, begins, hours) in [
            ("UTC", date(2026, 11, 20), "2026-11-20T00:00:00Z", 24.0),
            ("America/Los_Angeles", date(2026, 11, 20), "2026-11-20T08:00:00Z", 24.0),
            ("America/Los_Angeles", date(2027, 3, 14), "2027-03-14T08:00:00Z", 23.0),
            ("America/Los_Angeles", date(2027, 11, 7), "2027-11-07T07:00:00Z", 25.0),
            ("Pacific/Kiritimati", date(2026, 11, 20), "2026-11-19T10:00:00Z", 24.0),
            ("Asia/Kathmandu", date(2026, 11, 20), "2026-11-19T18:15:00Z", 24.0),
            ("Australia/Lord_Howe", date(2027, 4, 4), "2027-04-03T13:00:00Z", 24.5),
            // Clocks go from midnight to one o'clock, and from midnight back to 23:00.
            ("America/Santiago", date(2027, 9, 5), "2027-09-05T04:00:00Z", 23.0),
            ("America/Santiago", date(2027, 4, 3), "2027-04-03T03:00:00Z", 25.0),
            // Clocks go from one o'clock back to midnight.
            ("America/Havana", date(2027, 11, 7), "2027-11-07T04:00:00Z", 25.0),
            // A day that was left out has no time at all.
            ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00:00Z", 0.0),
        ] {
            let zone = zone(name);
            assert_eq!(zone.begins(day).to_string(), begins, "{name} {day}");
            let length = (zone.ends(day) + LEAST).duration_since(zone.begins(day));
            assert!((length.as_secs_f64() - hours * 3600.0).abs() < 0.5, "{name} {day}: {length}");
        }
        assert_eq!(zone("Asia/Tokyo").ends(Date::MAX), before(Timestamp::MAX));
    }

    #[test]
    fn moment_shifts_skipped_times_later_and_takes_the_first_of_repeated_ones() {
        for (name, there, moment) in [
            ("Europe/Berlin", date(2027, 3, 28).at(1, 30, 0, 0), "2027-03-28T00:30:00Z"),
            ("Europe/Berlin", date(2027, 3, 28).at(2, 30, 0, 0), "2027-03-28T01:30:00Z"),
            ("Europe/Berlin", date(2027, 10, 31).at(2, 30, 0, 0), "2027-10-31T00:30:00Z"),
            ("Europe/Berlin", date(2027, 10, 31).at(3, 0, 0, 0), "2027-10-31T02:00:00Z"),
            ("Australia/Lord_Howe", date(2027, 10, 3).at(2, 10, 0, 0), "2027-10-02T15:40:00Z"),
        ] {
            assert_eq!(zone(name).moment(there).to_string(), moment, "{name} {there}");
        }
    }

    proptest! {
        /// Holds even where clocks are put back across midnight.
        #[test]
        fn every_moment_lies_between_the_bounds_of_its_day(
            second in 0_i64..4_000_000_000,
            millisecond in 0_i64..1_000,
            pick in any::<prop::sample::Index>(),
        ) {
            let zones = TimeZoneDatabase::bundled();
            let names: Vec<_> = zones.available().collect();
            let zone = TimeZoneName(pick.get(&names).as_str().to_owned());
            let at = Timestamp::from_millisecond(second * 1_000 + millisecond).unwrap();
            let day = zone.day(at);
            prop_assert!(zone.begins(day) <= at && at <= zone.ends(day), "{} {}", zone, at);

        }

        /// No zone of the database exceeds the largest offsets in the tested range.
        #[test]
        fn no_zone_exceeds_the_bounds_of_days_anywhere(second in 1_700_000_000_i64..4_000_000_000) {
            let at = Timestamp::from_second(second).unwrap();
            let zones = TimeZoneDatabase::bundled();
            let days: Vec<_> = zones
                .available()
                .map(|zone| at.to_zoned(zones.get(zone.as_str()).unwrap()).date())
                .collect();
            prop_assert_eq!(days.iter().max(), Some(&latest_day(at)));
            prop_assert!(days.iter().all(|day| earliest_start_of_day(*day) <= at));
            prop_assert!(days.iter().all(|day| at <= latest_end_of_day(*day)));
        }
    }
}
