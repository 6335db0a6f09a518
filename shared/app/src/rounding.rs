//! Rounding of averages and shares in statistics.

/// The average of `count` values with this sum, rounded half up; 0 when there are no values.
pub(crate) fn average(sum: u64, count: u64) -> u64 {
    sum.saturating_add(count / 2).checked_div(count).unwrap_or(0)
}

/// The average of `count` values with this sum, to two decimal places.
pub(crate) fn average_to_hundredths(sum: u64, count: u64) -> f64 {
    let hundredths = u32::try_from(average(sum.saturating_mul(100), count)).unwrap_or(u32::MAX);
    f64::from(hundredths) / 100.0
}

/// The share of a part in the whole, from 0 to 1, to four decimal places.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    let places = average(part.saturating_mul(10_000), whole).min(10_000);
    f64::from(u32::try_from(places).unwrap_or(0)) / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_is_rounded_half_up_and_is_zero_for_no_values() {
        for (sum, count, expected) in [(0, 0, 0), (7, 0, 0), (5, 2, 3), (4, 3, 1), (5, 3, 2)] {
            assert_eq!(average(sum, count), expected, "{sum} of {count}");
        }
    }

    #[test]
    fn share_has_four_decimal_places_and_is_at_most_one() {
        for (part, whole, expected) in
            [(1, 3, "0.3333"), (2, 3, "0.6667"), (5, 4, "1"), (0, 4, "0")]
        {
            assert_eq!(share(part, whole).to_string(), expected, "{part} of {whole}");
        }
        assert_eq!(average_to_hundredths(5, 3).to_string(), "1.67");
    }
}
