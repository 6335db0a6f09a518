//! Products of a seller's catalogue. Stock is not a part of them.

use jiff::Timestamp;

use crate::{
    AddonId, Amount, Currency, Edit, OneLine, ProductDisplay, ProductDisplayChange, ProductId,
    SellerId,
};

/// A product that a seller offers. Its stock is stored separately, so that edits of the catalogue
/// never conflict with sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The product's id.
    pub id: ProductId,
    /// The seller that offers the product.
    pub seller: SellerId,
    /// The product's name.
    pub name: OneLine<100>,
    /// The price of one unit.
    pub price: Amount,
    /// The seller's currency.
    pub currency: Currency,
    /// The stock at or below which the seller gets an alert. `None` means an alert at zero.
    pub low_stock_at: Option<u32>,
    /// Whether it is a main course (kitchens).
    pub is_main_course: bool,
    /// The extras that may be added to it.
    pub addons: Vec<Addon>,
    /// How it is shown to buyers, and whether it is for sale.
    pub display: ProductDisplay,
    /// The number of stock items (buckets) over which its stock is spread.
    pub buckets: u32,
    /// The version of the catalogue entry: rises with each change.
    pub version: u32,
    /// When the product was added.
    pub created_at: Timestamp,
}

/// An extra of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addon {
    /// The extra's id within the product.
    pub id: AddonId,
    /// Its name.
    pub name: OneLine<100>,
    /// The price of one.
    pub price: Amount,
}

impl Product {
    /// The most buckets of a product's stock. To prove that stock is insufficient, all buckets are
    /// read at once.
    pub const MAX_BUCKETS: u32 = 20;
    /// The most extras of a product.
    pub const MAX_ADDONS: usize = 50;
    /// The largest stock, which keeps sums far from integer overflow.
    pub const MAX_STOCK: u32 = 100_000_000;

    /// Whether the available stock is at or below [`Self::low_stock_at`], or zero.
    #[must_use]
    pub fn is_low(&self, available: u64) -> bool {
        available <= u64::from(self.low_stock_at.unwrap_or(0))
    }

    /// The product after a change, with the next version. A change without effect keeps the
    /// version.
    #[must_use]
    pub fn apply(&self, change: &ProductChange) -> Self {
        let changed = Self {
            name: change.name.clone().unwrap_or_else(|| self.name.clone()),
            price: change.price.unwrap_or(self.price),
            low_stock_at: change.low_stock_at.of(self.low_stock_at.as_ref()),
            is_main_course: change.is_main_course.unwrap_or(self.is_main_course),
            addons: change.addons.clone().unwrap_or_else(|| self.addons.clone()),
            display: self.display.apply(&change.display),
            ..self.clone()
        };
        if changed == *self { changed } else { Self { version: self.version + 1, ..changed } }
    }
}

/// A partial change of a product's catalogue entry. It never changes stock. Orders keep the names
/// and prices with which they were placed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductChange {
    /// The new name.
    pub name: Option<OneLine<100>>,
    /// The new price.
    pub price: Option<Amount>,
    /// The new stock at or below which the seller gets an alert.
    pub low_stock_at: Edit<u32>,
    /// Whether it is a main course.
    pub is_main_course: Option<bool>,
    /// The new extras, which replace all old ones.
    pub addons: Option<Vec<Addon>>,
    /// How it is shown to buyers, and whether it is for sale.
    pub display: ProductDisplayChange,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn product() -> Product {
        Product {
            id: "honey".parse().unwrap(),
            seller: "green-valley".parse().unwrap(),
            name: "Honey".parse().unwrap(),
            price: Amount::new(950).unwrap(),
            currency: "USD".parse().unwrap(),
            low_stock_at: Some(20),
            is_main_course: false,
            addons: Vec::new(),
            display: ProductDisplay::default(),
            buckets: 1,
            version: 3,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn change_raises_the_version_and_keeps_the_other_fields() {
        let before = product();
        let change = ProductChange { low_stock_at: Edit::Clear, ..ProductChange::default() };
        let after = before.apply(&change);
        assert_eq!(after, Product { low_stock_at: None, version: 4, ..before });
    }

    #[test]
    fn change_keeps_the_version_when_it_has_no_effect() {
        let before = product();
        assert_eq!(before.apply(&ProductChange::default()), before);
        let unchanged = ProductChange { price: Some(before.price), ..ProductChange::default() };
        assert_eq!(before.apply(&unchanged), before);
    }
}
