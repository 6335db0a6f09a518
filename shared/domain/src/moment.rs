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

/// A moment as every answer, event and file writes it: RFC 3339 in UTC with
/// exactly three digits of a second, so that moments sort as texts too.
#[must_use]
pub fn moment_text(at: Timestamp) -> String {
    format!("{:.3}", whole_milliseconds(at))
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

    #[test]
    fn a_moment_is_written_with_three_digits_of_a_second() {
        for (at, text) in [
            ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00.000Z"),
            ("2026-11-20T12:00:35.18Z", "2026-11-20T12:00:35.180Z"),
            ("2026-11-20T12:00:00.123999Z", "2026-11-20T12:00:00.123Z"),
            ("2026-11-20T14:00:00.5+02:00", "2026-11-20T12:00:00.500Z"),
        ] {
            assert_eq!(moment_text(at.parse().unwrap()), text);
        }
    }

    proptest! {
        /// Moments of the years that have four digits sort as their texts do.
        #[test]
        fn moments_sort_as_texts(
            one in 0..253_370_764_800_000_i64,
            other in 0..253_370_764_800_000_i64,
        ) {
            let [one, other] = [one, other].map(|it| Timestamp::from_millisecond(it).unwrap());
            prop_assert_eq!(one.cmp(&other), moment_text(one).cmp(&moment_text(other)));
        }

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
