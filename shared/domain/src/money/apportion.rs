//! Dividing amounts of money without losing a minor unit.

use super::Amount;

/// Divides an amount in proportion to weights (largest remainder method). The parts add up to the
/// amount exactly: remaining units go to the parts that lose most by rounding, and among equals to
/// the first. Weights that are all zero count as equal.
///
/// No part exceeds its weight unless the whole exceeds the sum of the weights: a discount that is
/// divided by subtotals is never larger than one of them.
#[must_use]
pub fn apportion(whole: Amount, weights: &[u64]) -> Vec<Amount> {
    let sum: u128 = weights.iter().copied().map(u128::from).sum();
    let weight = |at: usize| if sum == 0 { 1 } else { u128::from(weights[at]) };
    let sum = if sum == 0 { weights.len() as u128 } else { sum };
    let product = |at: usize| u128::from(whole.minor()) * weight(at);
    let mut parts: Vec<u128> = (0..weights.len()).map(|at| product(at) / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(product(at) % sum));
    let mut left = u128::from(whole.minor()) - parts.iter().sum::<u128>().min(whole.minor().into());
    for at in order {
        if left > 0 {
            parts[at] += 1;
            left -= 1;
        }
    }
    let amount = |part: u128| i64::try_from(part).ok().and_then(|part| Amount::new(part).ok());
    // Each part is at most the whole, which is an amount.
    parts.into_iter().map(|part| amount(part).unwrap_or(whole)).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn divide(whole: i64, weights: &[u64]) -> Vec<u64> {
        let parts = apportion(Amount::new(whole).unwrap(), weights);
        parts.into_iter().map(Amount::minor).collect()
    }

    #[test]
    fn remaining_units_go_to_the_parts_that_lose_most_by_rounding() {
        assert_eq!(divide(100, &[1, 1]), [50, 50]);
        assert_eq!(divide(101, &[1, 1]), [51, 50]);
        assert_eq!(divide(100, &[1, 2]), [33, 67]);
        assert_eq!(divide(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(divide(10, &[1, 6, 3]), [1, 6, 3]);
        assert_eq!(divide(1, &[1, 999]), [0, 1]);
        assert_eq!(divide(0, &[1, 2]), [0, 0]);
        assert_eq!(divide(5, &[0, 3]), [0, 5]);
        assert_eq!(divide(5, &[0, 0]), [3, 2]);
        assert!(divide(5, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_none_is_a_unit_off(
            whole in 0..=Amount::MAX.minor(),
            weights in prop::collection::vec(0..=Amount::MAX.minor(), 1..12),
        ) {
            let parts = divide(i64::try_from(whole).unwrap(), &weights);
            prop_assert_eq!(parts.iter().sum::<u64>(), whole);
            let sum: u128 = weights.iter().copied().map(u128::from).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = u128::from(whole) * u128::from(*weight);
                if let Some(floor) = exact.checked_div(sum) {
                    let part = u128::from(*part);
                    prop_assert!(part == floor || (part == floor + 1 && exact % sum > 0));
                }
                prop_assert!(u128::from(whole) > sum || *part <= *weight);
            }
        }
    }
}
