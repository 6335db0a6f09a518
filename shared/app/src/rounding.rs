//! Averages and shares as figures show them.

/// The average of `count` values with this sum, rounded half up; nothing of
/// nothing.
pub(crate) fn average(sum: u64, count: u64) -> u64 {
    sum.saturating_add(count / 2).checked_div(count).unwrap_or(0)
}

/// The same to two places.
pub(crate) fn average_to_hundredths(sum: u64, count: u64) -> f64 {
    let hundredths = u32::try_from(average(sum.saturating_mul(100), count)).unwrap_or(u32::MAX);
    f64::from(hundredths) / 100.0
}

/// The share of a part in the whole, from 0 to 1, to four places.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    let places = average(part.saturating_mul(10_000), whole).min(10_000);
    f64::from(u32::try_from(places).unwrap_or(0)) / 10_000.0
}
