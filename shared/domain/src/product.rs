use jiff::Timestamp;

use crate::{
    AddonId, Amount, Currency, Edit, OneLine, ProductDisplay, ProductDisplayChange, ProductId,
    SellerId,
};

/// Something a seller offers. Its stock lives apart, so that editing the
/// catalogue never collides with sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Who offers it.
    pub seller: SellerId,
    /// Its name.
    pub name: OneLine<100>,
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
    /// How it is shown to buyers, and whether it is for sale.
    pub display: ProductDisplay,
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
    pub name: OneLine<100>,
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

    /// Whether so little is left that its seller is to know: as much as it
    /// said, or nothing at all.
    #[must_use]
    pub fn is_low(&self, available: u64) -> bool {
        available <= u64::from(self.low_stock_at.unwrap_or(0))
    }

    /// The product after a change, with the next version; the same one when
    /// the change changes nothing.
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

/// What is to be changed of a product in the catalogue; never its stock. Orders
/// keep the names and prices that they were placed with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductChange {
    /// Another name.
    pub name: Option<OneLine<100>>,
    /// Another price.
    pub price: Option<Amount>,
    /// Another stock at which the seller is told, or none.
    pub low_stock_at: Edit<u32>,
    /// Whether it is a main course.
    pub is_main_course: Option<bool>,
    /// Other extras, instead of all there were.
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
    fn a_change_raises_the_version_and_leaves_the_rest() {
        let before = product();
        let change = ProductChange { low_stock_at: Edit::Clear, ..ProductChange::default() };
        let after = before.apply(&change);
        assert_eq!(after, Product { low_stock_at: None, version: 4, ..before });
    }

    #[test]
    fn a_change_of_nothing_is_none() {
        let before = product();
        assert_eq!(before.apply(&ProductChange::default()), before);
        let same = ProductChange { price: Some(before.price), ..ProductChange::default() };
        assert_eq!(before.apply(&same), before);
    }
}
