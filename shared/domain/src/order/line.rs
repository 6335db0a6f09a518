//! What is ordered, and which stock it is taken from.

use std::{fmt, num::ParseIntError, str::FromStr};

use crate::{AddonId, Amount, OneLine, ProductId, Quantity};

/// What a line is called within its order: the version of the order that
/// brought it, and which of those it was. It stays when lines before it go, and
/// no other line of the order is ever called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineId {
    version: u32,
    nth: u32,
}

impl LineId {
    /// Of a line that is not in its order yet; see [`LineId::name`].
    pub(super) const NONE: Self = Self { version: 0, nth: 0 };

    /// Of the line at a place, from 0, of a newly placed order.
    #[must_use]
    pub fn placed(at: usize) -> Self {
        Self { version: 1, nth: u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1) }
    }

    /// Names those of an order's lines that are new in a version.
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
    /// What it is called in the order.
    pub id: LineId,
    /// The product.
    pub product: ProductId,
    /// Its name when it was ordered.
    pub name: OneLine<100>,
    /// How many.
    pub quantity: Quantity,
    /// The price of one, without extras.
    pub unit_price: Amount,
    /// The extras of each one.
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
    /// Its name when it was ordered.
    pub name: OneLine<100>,
    /// How many on each one of the line.
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
