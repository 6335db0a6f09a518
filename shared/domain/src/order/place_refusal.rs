//! Why an order cannot be placed as asked.

use jiff::Timestamp;

use super::{MethodKind, TimeError};
use crate::{Methods, OneLine, ProductId, Quantity, VoucherRefusal, moment_text};

/// An order was refused before stock was looked at. Positions are those of
/// the cart.
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
    /// Lines with which a product comes to more than one order may hold.
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
    /// The items come to less than the seller takes orders of.
    #[error(
        "this seller takes orders from {least} on, and these items come to {subtotal}; add more \
         items"
    )]
    BelowMinimum {
        /// What the items come to, as people write it.
        subtotal: String,
        /// The least that they may come to.
        least: String,
    },
    /// The seller takes no orders until then.
    #[error(
        "this seller takes no orders until {}; order again after that", moment_text(*.0)
    )]
    Paused(Timestamp),
    /// Products that are not for sale now.
    #[error("some of these products are not on sale at the moment")]
    NotForSale(Vec<Unavailable>),
    /// Nobody can fulfil it at the time that is wished for.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The priority is for the seller's staff to give.
    #[error(
        "only the seller's staff and administrators can give the priority `urgent`; use `low`, \
         `normal` or `high`"
    )]
    Priority,
    /// The total is out of range.
    #[error("the total of the order is too large; order less")]
    TotalTooLarge,
    /// The seller wants phones verified before ordering.
    #[error("this seller takes orders only from customers with a verified phone; sign in first")]
    VerifyFirst,
    /// Unverified orders hold as much of this product as they may.
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
    /// Its name.
    pub name: OneLine<100>,
    /// How many are wanted.
    pub requested: u32,
}

fn names(methods: Methods) -> String {
    let names: Vec<_> = methods.kinds().map(MethodKind::name).collect();
    names.join(", ")
}

impl PlaceRefusal {
    /// The same of other positions.
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
