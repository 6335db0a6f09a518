//! Moments as precise as they are kept, and the days that have begun.

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit, civil::Date, tz::TimeZone};

/// Clocks show the latest time in Kiribati, 14 hours ahead of UTC.
const FURTHEST_AHEAD: SignedDuration = SignedDuration::from_hours(14);

/// The whole millisecond that a moment lies in.
///
/// All times are kept in milliseconds. A bound that is more precise would
/// leave out what happened in its own millisecond, so that every moment that
/// is compared with a time that was kept is rounded down first.
#[must_use]
pub fn whole_milliseconds(at: Timestamp) -> Timestamp {
    let down = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Floor);
    at.round(down).unwrap_or(at)
}

/// The latest calendar day that has begun anywhere on earth.
///
/// Where days of sellers in several time zones are looked at together, no
/// order counts for a later day.
#[must_use]
pub fn latest_day(now: Timestamp) -> Date {
    let ahead = now.saturating_add(FURTHEST_AHEAD).unwrap_or(now);
    ahead.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::tz::TimeZoneDatabase;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_is_rounded_down_to_its_millisecond() {
        for (precise, whole) in [
            ("2026-11-20T12:00:00.123456789Z", "2026-11-20T12:00:00.123Z"),
            ("2026-11-20T12:00:00.999999999Z", "2026-11-20T12:00:00.999Z"),
            ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z"),
            ("1969-12-31T23:59:59.9995Z", "1969-12-31T23:59:59.999Z"),
        ] {
            let (precise, whole): (Timestamp, Timestamp) =
                (precise.parse().unwrap(), whole.parse().unwrap());
            assert_eq!(whole_milliseconds(precise), whole);
        }
        assert_eq!(whole_milliseconds(Timestamp::MIN), Timestamp::MIN);
    }

    proptest! {
        /// In two centuries no zone of the database is further ahead, and
        /// Kiribati's day is the latest.
        #[test]
        fn no_day_anywhere_is_later(second in 1_700_000_000_i64..4_000_000_000) {
            let at = Timestamp::from_second(second).unwrap();
            let zones = TimeZoneDatabase::bundled();
            let days = zones.available().map(|zone| {
                at.to_zoned(zones.get(zone.as_str()).unwrap()).date()
            });
            prop_assert_eq!(days.max(), Some(latest_day(at)));
        }
    }
}
