//! Time zones, and when their days begin and end.

use std::{fmt, str::FromStr};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::{Disambiguation, TimeZone, TimeZoneDatabase},
};

/// Clocks show the latest time in Kiribati, 14 hours ahead of UTC.
const FURTHEST_AHEAD: SignedDuration = SignedDuration::from_hours(14);
/// And the earliest on uninhabited islands, 12 hours behind.
const FURTHEST_BEHIND: SignedDuration = SignedDuration::from_hours(12);
/// Moments are kept in milliseconds.
const LEAST: SignedDuration = SignedDuration::from_millis(1);

/// The IANA name of a time zone, like `America/New_York`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeZoneName(String);

/// There is no such time zone.
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

    /// A name that was known when it was stored; the list of zones changes.
    ///
    /// # Errors
    ///
    /// [`TimeZoneError`] when it is empty.
    pub fn from_stored(name: &str) -> Result<Self, TimeZoneError> {
        if name.is_empty() { Err(TimeZoneError) } else { Ok(Self(name.to_owned())) }
    }

    /// What the clock there shows; that of UTC where the zone is no longer known.
    #[must_use]
    pub fn there(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.zone()).datetime()
    }

    /// The moment at which the clock there shows a time: of a time that it shows
    /// twice, the first; and where it skips the time, as much later as it skips.
    /// The last moment of the calendar where there is none any more.
    #[must_use]
    pub fn moment(&self, there: DateTime) -> Timestamp {
        let moment = self.zone().to_ambiguous_timestamp(there);
        moment.compatible().unwrap_or(Timestamp::MAX)
    }

    /// The day that it is there.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.there(at).date()
    }

    /// The first moment of a day there: where clocks are put forward at
    /// midnight, one at which they show a later time.
    #[must_use]
    pub fn begins(&self, day: Date) -> Timestamp {
        self.midnight(day, Disambiguation::Compatible)
    }

    /// The last millisecond of a day there. Where clocks are put back from the
    /// next day into this one, that is after the beginning of the next one.
    #[must_use]
    pub fn ends(&self, day: Date) -> Timestamp {
        let next = day.tomorrow().map(|next| self.midnight(next, Disambiguation::Later));
        before(next.unwrap_or(Timestamp::MAX))
    }

    /// The moment of a midnight; the last moments of the calendar where there
    /// is none any more.
    fn midnight(&self, day: Date, which: Disambiguation) -> Timestamp {
        let midnight = self.zone().to_ambiguous_timestamp(day.at(0, 0, 0, 0));
        midnight.disambiguate(which).unwrap_or(Timestamp::MAX)
    }

    /// The zone itself; UTC where it is no longer known.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZoneDatabase::bundled().get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

/// The moment at which a calendar day begins where on earth it begins first.
#[must_use]
pub fn begins_anywhere(day: Date) -> Timestamp {
    let begins = TimeZoneName::utc().begins(day);
    begins.saturating_sub(FURTHEST_AHEAD).unwrap_or(begins)
}

/// The last millisecond of a calendar day where on earth it ends last.
#[must_use]
pub fn ends_anywhere(day: Date) -> Timestamp {
    let ends = TimeZoneName::utc().ends(day);
    ends.saturating_add(FURTHEST_BEHIND).unwrap_or(ends)
}

/// The latest calendar day that has begun anywhere on earth.
///
/// Where days of sellers in several time zones are looked at together, no
/// order counts for a later day.
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

    /// Taken as it is spelt in the database, whatever the capitals.
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
    fn time_zones_are_those_of_the_database_in_its_spelling() {
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
    fn days_begin_and_end_where_the_clocks_say_so() {
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
    fn a_skipped_time_comes_later_and_a_doubled_one_first() {
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
        /// Also where a day is interrupted by a part of the one before.
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

        /// In two centuries no zone of the database is further ahead, and
        /// Kiribati's day is the latest; none is further behind.
        #[test]
        fn no_day_anywhere_is_later_or_ends_later(second in 1_700_000_000_i64..4_000_000_000) {
            let at = Timestamp::from_second(second).unwrap();
            let zones = TimeZoneDatabase::bundled();
            let days: Vec<_> = zones
                .available()
                .map(|zone| at.to_zoned(zones.get(zone.as_str()).unwrap()).date())
                .collect();
            prop_assert_eq!(days.iter().max(), Some(&latest_day(at)));
            prop_assert!(days.iter().all(|day| begins_anywhere(*day) <= at));
            prop_assert!(days.iter().all(|day| at <= ends_anywhere(*day)));
        }
    }
}
