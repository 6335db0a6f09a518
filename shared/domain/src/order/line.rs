//! What is ordered, and which stock it is taken from.

use crate::{AddonId, Amount, OneLine, ProductId, Quantity};

/// A product in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
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
