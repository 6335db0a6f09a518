//! Moments as precise as they are kept.

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};

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

/// How far ahead a pause and what is like it may end.
const FURTHEST_END: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Something would be over already, or last for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be in the future, at most a year ahead")]
pub struct EndError;

/// A moment at which something is to end by itself. The end that it had `before` stays as good as it was, though it
/// may be past by now.
///
/// # Errors
///
/// [`EndError`] when it is past, or more than a year ahead.
pub fn check_end(
    until: Timestamp,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Result<Timestamp, EndError> {
    let lasts = until.duration_since(now);
    let is_ahead = lasts > SignedDuration::ZERO && lasts <= FURTHEST_END;
    if before == Some(until) || is_ahead { Ok(until) } else { Err(EndError) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
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
    }
}
