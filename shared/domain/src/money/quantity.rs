//! Quantities of products and extras.

/// The quantity of a product or an extra: 1 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// The quantity is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {}", Quantity::MAX)]
pub struct QuantityError;

impl Quantity {
    /// The most units of one product in one order.
    pub const MAX: u32 = 10_000;

    /// A quantity of `count`.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] for 0 and for more than [`Quantity::MAX`].
    pub fn new(count: u32) -> Result<Self, QuantityError> {
        if (1..=Self::MAX).contains(&count) { Ok(Self(count)) } else { Err(QuantityError) }
    }

    /// The count.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_one_to_ten_thousand() {
        for (count, good) in [(0, false), (1, true), (10_000, true), (10_001, false)] {
            assert_eq!(Quantity::new(count).is_ok(), good, "{count}");
        }
    }
}
