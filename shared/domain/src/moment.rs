//! Moments in the precision in which they are stored: milliseconds.

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};

/// Rounds a moment down to its whole millisecond.
///
/// All times are stored in milliseconds. A more precise bound would exclude events of its own
/// millisecond, so every moment is rounded down before it is compared with a stored time.
#[must_use]
pub fn whole_milliseconds(at: Timestamp) -> Timestamp {
    let down = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Floor);
    at.round(down).unwrap_or(at)
}

/// A moment as every response, event and file writes it: RFC 3339 in UTC with exactly three
/// fractional digits, so that the texts sort like the moments.
#[must_use]
pub fn moment_text(at: Timestamp) -> String {
    format!("{:.3}", whole_milliseconds(at))
}

/// How far in the future a pause or a similar state may end: 366 days.
const FURTHEST_END: SignedDuration = SignedDuration::from_hours(366 * 24);

/// The end lies in the past, or too far in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be in the future, at most a year ahead")]
pub struct EndError;

/// Checks the moment at which a state ends automatically. The end that it had `before` is always
/// valid, even if it has passed in the meantime.
///
/// # Errors
///
/// [`EndError`] when the moment is not in the future, or more than 366 days ahead.
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
