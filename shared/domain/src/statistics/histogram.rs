//! A histogram of durations. Histograms of different days can be added up, and the median can be
//! estimated from the sum.

use std::collections::BTreeMap;

/// The number of equal spans in each doubling of time. The middle of a span differs from a duration
/// within it by at most a sixteenth of that duration.
const PARTS: u64 = 8;
const PART_BITS: u32 = PARTS.trailing_zeros();
/// The longest duration, in seconds: 68 years. Longer durations count as this one.
const LONGEST: u64 = (1 << 31) - 1;

/// A span of the histogram: the range of durations that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(u16);

impl Span {
    /// The span of a duration in seconds.
    #[must_use]
    pub fn of(seconds: u64) -> Self {
        let seconds = seconds.min(LONGEST);
        let Some(doublings) = seconds.checked_ilog2() else { return Self(0) };
        let part = ((seconds << PART_BITS) >> doublings) & (PARTS - 1);
        let number = 1 + u64::from(doublings) * PARTS + part;
        Self(u16::try_from(number).unwrap_or(u16::MAX))
    }

    /// The number under which the span is stored.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The span with the stored `number`.
    #[must_use]
    pub const fn numbered(number: u16) -> Self {
        Self(number)
    }

    /// The span's lower bound and its exclusive upper bound, in seconds.
    fn bounds(self) -> (f64, f64) {
        let Some(number) = self.0.checked_sub(1) else { return (0.0, 1.0) };
        let (doublings, part) = (u64::from(number) / PARTS, u64::from(number) % PARTS);
        let unit = 2_f64.powi(i32::try_from(doublings).unwrap_or(i32::MAX));
        let at = |part: u64| {
            // A part is below nine.
            unit * (1.0 + f64::from(u32::try_from(part).unwrap_or(0)) / 8.0)
        };
        (at(part), at(part + 1))
    }
}

/// The estimated median of the counted durations, in seconds, and the number of durations; `None`
/// when nothing was counted.
#[must_use]
pub fn median(spans: &BTreeMap<Span, i64>) -> Option<(u64, u64)> {
    let counts = || spans.iter().filter_map(|(span, &count)| Some((span, positive(count)?)));
    let all: u64 = counts().map(|(_, count)| count).sum();
    let mut before = 0;
    for (span, count) in counts() {
        if (before + count) * 2 >= all {
            let (from, to) = span.bounds();
            // The durations within one span are assumed to be spread evenly.
            let within = (ratio(all) / 2.0 - ratio(before)) / ratio(count);
            return Some((whole((to - from).mul_add(within, from)), all));
        }
        before += count;
    }
    None
}

fn positive(count: i64) -> Option<u64> {
    u64::try_from(count).ok().filter(|count| *count > 0)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
const fn ratio(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "spans are positive and end within 2^32 seconds"
)]
fn whole(seconds: f64) -> u64 {
    seconds.floor() as u64
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn median_of(times: &[u64]) -> Option<(u64, u64)> {
        let mut spans = BTreeMap::new();
        for &time in times {
            *spans.entry(Span::of(time)).or_default() += 1;
        }
        median(&spans)
    }

    #[test]
    fn spans_are_contiguous_and_contain_their_durations() {
        let mut last = Span::of(0);
        for seconds in 0..100_000 {
            let span = Span::of(seconds);
            assert!(span >= last && span.0 <= last.0 + 8, "{seconds}");
            let (from, to) = span.bounds();
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let exact = seconds as f64;
            assert!(from <= exact && exact < to, "{seconds} in {from}..{to}");
            assert_eq!(Span::numbered(span.number()), span);
            last = span;
        }
        assert_eq!(Span::of(u64::MAX), Span::of(LONGEST));
    }

    #[test]
    fn median_is_none_when_nothing_was_counted() {
        assert_eq!(median_of(&[]), None);
        assert_eq!(median(&BTreeMap::from([(Span::of(3), 0)])), None);
        assert_eq!(median_of(&[0]), Some((0, 1)));
        assert_eq!(median_of(&[1, 1, 600]), Some((1, 3)));
    }

    proptest! {
        #[test]
        fn median_is_accurate_to_a_seventh(mut times in proptest::collection::vec(0_u64..1_000_000, 1..200)) {
            let (median, count) = median_of(&times).unwrap();
            times.sort_unstable();
            prop_assert_eq!(count, times.len() as u64);
            // Between the two in the middle, or in the span of one of them.
            let (low, high) = (times[(times.len() - 1) / 2], times[times.len() / 2]);
            prop_assert!(median + median / 7 + 1 >= low, "{} for {}", median, low);
            prop_assert!(median <= high + high / 7 + 1, "{} for {}", median, high);
        }
    }
}
