use jiff::Timestamp;

use crate::{AddonId, Amount, Currency, ProductId, SellerId, Text};

/// Something a seller offers. Its stock lives apart, so that editing the
/// catalogue never collides with sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Who offers it.
    pub seller: SellerId,
    /// Its name.
    pub name: Text<100>,
    /// The price of one.
    pub price: Amount,
    /// The seller's currency.
    pub currency: Currency,
    /// The stock at which the seller is told.
    pub low_stock_at: Option<u32>,
    /// Whether it is a main course (kitchens).
    pub is_main_course: bool,
    /// What may be added to it.
    pub addons: Vec<Addon>,
    /// How many items its stock is spread over.
    pub buckets: u32,
    /// Rises with each change of the catalogue entry.
    pub version: u32,
    /// When it was added.
    pub created_at: Timestamp,
}

/// An extra of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addon {
    /// Its id within the product.
    pub id: AddonId,
    /// Its name.
    pub name: Text<100>,
    /// The price of one.
    pub price: Amount,
}

impl Product {
    /// The most items that a product's stock may be spread over: a short
    /// product is proven short by reading all of them at once.
    pub const MAX_BUCKETS: u32 = 20;
    /// The most extras of a product.
    pub const MAX_ADDONS: usize = 50;
    /// The largest stock, so that sums stay far from any limit.
    pub const MAX_STOCK: u32 = 100_000_000;
}
