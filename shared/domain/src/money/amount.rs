//! Amounts of money.

use std::fmt;

/// An amount of money in minor units of its currency, never negative.
///
/// At most 2^53 - 1, which every JSON reader represents exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(u64);

/// The amount is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 0 and {} minor units", Amount::MAX.0)]
pub struct AmountError;

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// The largest amount.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// An amount of `minor` units.
    ///
    /// # Errors
    ///
    /// [`AmountError`] when negative or above [`Amount::MAX`].
    pub fn new(minor: i64) -> Result<Self, AmountError> {
        u64::try_from(minor).ok().and_then(Self::checked).ok_or(AmountError)
    }

    /// The number of minor units.
    #[must_use]
    pub const fn minor(self) -> u64 {
        self.0
    }

    /// The largest multiple of `unit` minor units that is at most this amount.
    #[must_use]
    pub const fn rounded_down(self, unit: u64) -> Self {
        Self(self.0 / unit * unit)
    }

    /// The sum, unless it is out of range.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::checked)
    }

    /// The difference, unless it is negative.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, unless it is out of range.
    #[must_use]
    pub fn times(self, factor: u32) -> Option<Self> {
        self.0.checked_mul(u64::from(factor)).and_then(Self::checked)
    }

    /// A share in basis points (1/10,000), rounded half up.
    #[must_use]
    pub fn share(self, basis_points: u32) -> Option<Self> {
        let share = (u128::from(self.0) * u128::from(basis_points) + 5_000) / 10_000;
        u64::try_from(share).ok().and_then(Self::checked)
    }

    fn checked(minor: u64) -> Option<Self> {
        (minor <= Self::MAX.0).then_some(Self(minor))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn amounts_never_leave_their_range() {
        assert_eq!(Amount::new(-1), Err(AmountError));
        assert_eq!(Amount::new(i64::MAX), Err(AmountError));
        assert_eq!(Amount::MAX.plus(Amount::new(1).unwrap()), None);
        assert_eq!(Amount::MAX.times(2), None);
        assert_eq!(Amount::ZERO.minus(Amount::new(1).unwrap()), None);
    }

    #[test]
    fn shares_are_rounded_half_up() {
        let share = |minor, points| Amount::new(minor).unwrap().share(points).unwrap().minor();
        assert_eq!(share(100, 750), 8);
        assert_eq!(share(100, 749), 7);
        assert_eq!(share(0, 10_000), 0);
    }
}
