//! The line items of an order, and the stock from which they are taken.

use std::{fmt, num::ParseIntError, str::FromStr};

use crate::{AddonId, Amount, OneLine, ProductId, Quantity};

/// The id of a line within its order: the version of the order that added the line, and its number
/// among the lines that this version added. A line keeps its id when others are removed, and the
/// order never uses an id again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineId {
    version: u32,
    nth: u32,
}

impl LineId {
    /// The placeholder of a line that has no id yet; see [`LineId::name`].
    pub(super) const NONE: Self = Self { version: 0, nth: 0 };

    /// The id of the line at a position, from 0, of a newly placed order.
    #[must_use]
    pub fn placed(at: usize) -> Self {
        Self { version: 1, nth: u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1) }
    }

    /// Gives ids to the lines that a version added.
    pub(super) fn name(lines: &mut [Line], version: u32) {
        let new = lines.iter_mut().filter(|line| line.id == Self::NONE);
        for (line, nth) in new.zip(1..) {
            line.id = Self { version, nth };
        }
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.version, self.nth)
    }
}

impl FromStr for LineId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let (version, nth) = text.split_once('-').unwrap_or((text, ""));
        Ok(Self { version: version.parse()?, nth: nth.parse()? })
    }
}

/// A product in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The id within the order.
    pub id: LineId,
    /// The product.
    pub product: ProductId,
    /// The product's name when it was ordered.
    pub name: OneLine<100>,
    /// The quantity.
    pub quantity: Quantity,
    /// The price of one unit, without extras.
    pub unit_price: Amount,
    /// The extras of each unit.
    pub addons: Vec<LineAddon>,
    /// Whether it is a main course (kitchens).
    pub is_main_course: bool,
    /// Quantity times (unit price and extras).
    pub total: Amount,
}

/// An extra in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAddon {
    /// The extra.
    pub id: AddonId,
    /// The extra's name when it was ordered.
    pub name: OneLine<100>,
    /// How many for each unit of the line.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: Amount,
}

/// A quantity taken from one stock item of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The product.
    pub product: ProductId,
    /// The number of the stock item.
    pub bucket: u32,
    /// How many were taken.
    pub quantity: u32,
}
