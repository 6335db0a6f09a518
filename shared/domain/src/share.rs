//! Shares of stock.

/// A share of a product's stock, in percent from 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share(u32);

/// The percentage is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and 100")]
pub struct ShareError;

impl Share {
    /// The whole stock: no limit.
    pub const ALL: Self = Self(100);

    /// A share of this many percent.
    ///
    /// # Errors
    ///
    /// [`ShareError`] when it is not between 1 and 100.
    pub const fn new(percent: u32) -> Result<Self, ShareError> {
        if percent >= 1 && percent <= 100 { Ok(Self(percent)) } else { Err(ShareError) }
    }

    /// The share in percent.
    #[must_use]
    pub const fn percent(self) -> u32 {
        self.0
    }

    /// Whether the share is less than the whole stock.
    #[must_use]
    pub const fn is_partial(self) -> bool {
        self.0 < 100
    }

    /// The share of a stock, rounded down, but at least one unit of any stock: otherwise guests
    /// could not order from a shop that has single pieces.
    #[must_use]
    pub fn of(self, stock: u64) -> u64 {
        let share = u128::from(stock) * u128::from(self.0) / 100;
        u64::try_from(share).unwrap_or(u64::MAX).max(stock.min(1))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn share_is_rounded_down_but_never_to_zero() {
        for (percent, stock, share) in
            [(30, 10, 3), (30, 9, 2), (30, 1, 1), (30, 0, 0), (100, 7, 7), (1, 150, 1)]
        {
            assert_eq!(Share::new(percent).unwrap().of(stock), share, "{percent} % of {stock}");
        }
        for bad in [0, 101] {
            assert_eq!(Share::new(bad), Err(ShareError));
        }
    }
}
