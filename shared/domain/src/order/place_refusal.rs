//! The reasons for which an order cannot be placed.

use jiff::Timestamp;

use super::{MethodKind, TimeError};
use crate::{Methods, OneLine, ProductId, Quantity, VoucherRefusal, moment_text};

/// Why an order is refused before its stock is checked. Positions are those of the cart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefusal {
    /// Products that do not exist.
    #[error("the order names products that do not exist")]
    UnknownProducts(Vec<usize>),
    /// Products of other sellers.
    #[error("the order names products of another seller; place one order for each seller")]
    MixedSellers(Vec<usize>),
    /// Extras that their product does not have.
    #[error("the order names add-ons that the product does not have")]
    UnknownAddons(Vec<usize>),
    /// Lines with which the quantity of a product exceeds [`Quantity::MAX`].
    #[error("an order can hold at most {} units of one product", Quantity::MAX)]
    TooMany(Vec<usize>),
    /// A voucher that cannot be redeemed, and why.
    #[error("{1}")]
    Voucher(usize, VoucherRefusal),
    /// The seller has no such zone.
    #[error("must be the id of a delivery zone of this seller")]
    UnknownZone,
    /// The seller does not offer this fulfilment method.
    #[error("this seller does not offer {}; it offers {}", .0.name(), names(*.1))]
    MethodNotOffered(MethodKind, Methods),
    /// The subtotal is below the seller's minimum order.
    #[error(
        "this seller takes orders from {least} on, and these items come to {subtotal}; add more \
         items"
    )]
    BelowMinimum {
        /// The subtotal, formatted for people.
        subtotal: String,
        /// The minimum, formatted for people.
        least: String,
    },
    /// The seller accepts no orders until this moment.
    #[error(
        "this seller takes no orders until {}; order again after that", moment_text(*.0)
    )]
    Paused(Timestamp),
    /// Products that are not for sale now.
    #[error("some of these products are not on sale at the moment")]
    NotForSale(Vec<Unavailable>),
    /// The requested time is not possible.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// Only the seller's staff may give this priority.
    #[error(
        "only the seller's staff and administrators can give the priority `urgent`; use `low`, \
         `normal` or `high`"
    )]
    Priority,
    /// The total is out of range.
    #[error("the total of the order is too large; order less")]
    TotalTooLarge,
    /// The seller accepts orders only from customers with a verified phone.
    #[error("this seller takes orders only from customers with a verified phone; sign in first")]
    VerifyFirst,
    /// Unverified orders hold the most of this product's stock that they may hold.
    #[error(
        "unconfirmed orders hold so much of the stock of {0} that only customers with a verified \
         phone can order it now; sign in, or try again in a few minutes"
    )]
    HeldOut(ProductId),
}

/// A product of a cart that is not for sale now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// The product.
    pub product: ProductId,
    /// The product's name.
    pub name: OneLine<100>,
    /// The requested quantity.
    pub requested: u32,
}

fn names(methods: Methods) -> String {
    let names: Vec<_> = methods.kinds().map(MethodKind::name).collect();
    names.join(", ")
}

impl PlaceRefusal {
    /// The refusal with its positions replaced by `place`.
    pub(super) fn at(self, place: impl Fn(usize) -> usize) -> Self {
        let map = |at: Vec<usize>| at.into_iter().map(&place).collect();
        match self {
            Self::UnknownProducts(at) => Self::UnknownProducts(map(at)),
            Self::MixedSellers(at) => Self::MixedSellers(map(at)),
            Self::UnknownAddons(at) => Self::UnknownAddons(map(at)),
            Self::TooMany(at) => Self::TooMany(map(at)),
            Self::Voucher(..)
            | Self::UnknownZone
            | Self::MethodNotOffered(..)
            | Self::BelowMinimum { .. }
            | Self::Paused(_)
            | Self::NotForSale(_)
            | Self::Time(_)
            | Self::Priority
            | Self::TotalTooLarge
            | Self::VerifyFirst
            | Self::HeldOut(_) => self,
        }
    }
}
