//! How a product is shown to buyers, and whether it is for sale. A product that is off is on sale
//! again automatically at a stored moment.

use jiff::Timestamp;

use crate::{Edit, ImageChange, OneLine, ProductImage, Text};

/// How a product is shown to buyers, and whether it is for sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDisplay {
    /// The seller's description.
    pub description: Option<Text<1000>>,
    /// The heading under which it is shown.
    pub category: Option<OneLine<100>>,
    /// The position under its heading: lower numbers come first.
    pub position: u32,
    /// The image.
    pub image: Option<ProductImage>,
    /// Whether it is offered at all.
    pub active: bool,
    /// Until when it is not for sale. A moment in the past has no effect.
    pub off_until: Option<Timestamp>,
}

/// A partial change of how a product is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductDisplayChange {
    /// The new description.
    pub description: Edit<Text<1000>>,
    /// The new heading.
    pub category: Edit<OneLine<100>>,
    /// The new position.
    pub position: Option<u32>,
    /// The change of the image.
    pub image: ImageChange,
    /// Whether it is offered at all.
    pub active: Option<bool>,
    /// Until when it is not for sale; clearing it puts the product on sale.
    pub off_until: Edit<Timestamp>,
}

impl Default for ProductDisplay {
    /// For sale, without a description or an image.
    fn default() -> Self {
        Self {
            description: None,
            category: None,
            position: 0,
            image: None,
            active: true,
            off_until: None,
        }
    }
}

impl ProductDisplay {
    /// Until when it is not for sale; `None` when it is for sale now.
    #[must_use]
    pub fn off(&self, now: Timestamp) -> Option<Timestamp> {
        self.off_until.filter(|until| now < *until)
    }

    /// Whether the product can be ordered now, as far as its stock goes.
    #[must_use]
    pub fn is_for_sale(&self, now: Timestamp) -> bool {
        self.active && self.off(now).is_none()
    }

    /// How many of the available units can be ordered now.
    #[must_use]
    pub fn orderable(&self, available: u64, now: Timestamp) -> u64 {
        if self.is_for_sale(now) { available } else { 0 }
    }

    /// How it is shown after a change.
    #[must_use]
    pub fn apply(&self, change: &ProductDisplayChange) -> Self {
        Self {
            description: change.description.of(self.description.as_ref()),
            category: change.category.of(self.category.as_ref()),
            position: change.position.unwrap_or(self.position),
            image: change.image.of(self.image.as_ref()),
            active: change.active.unwrap_or(self.active),
            off_until: change.off_until.of(self.off_until.as_ref()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_product_that_is_off_is_for_sale_again_at_its_moment() {
        let until: Timestamp = "2026-11-20T22:00:00Z".parse().unwrap();
        let before: Timestamp = "2026-11-20T21:59:59.999Z".parse().unwrap();
        let off = ProductDisplayChange { off_until: Edit::Set(until), ..Default::default() };
        let off = ProductDisplay::default().apply(&off);
        assert_eq!((off.orderable(7, before), off.orderable(7, until)), (0, 7));
        let inactive = ProductDisplayChange { active: Some(false), ..Default::default() };
        let inactive = ProductDisplay::default().apply(&inactive);
        assert_eq!(inactive.orderable(7, until), 0);
        assert_eq!(ProductDisplay::default().orderable(7, until), 7);
    }
}
