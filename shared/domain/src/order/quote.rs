//! Quotes: the price of a cart at a seller.
//!
//! Quoting a cart and placing an order use this one calculation, so that a quote equals the price
//! of the order that follows it.

use jiff::Timestamp;

use super::{
    CartLine, Charges, Fulfilment, Line, MethodKind, PlaceRefusal, Redemption,
    cart::{charge, price, sum},
    pricing::total,
    redeem::{VoucherOffer, discount, redeem, redeem_some},
};
use crate::{Amount, OneLine, Product, Seller, VoucherRefusal};

/// The values on which the price of a cart depends.
#[derive(Debug, Clone, Copy)]
pub struct Pricing<'a> {
    /// The seller.
    pub seller: &'a Seller,
    /// The products of the cart that exist.
    pub products: &'a [Product],
    /// The cart.
    pub cart: &'a [CartLine],
    /// The fulfilment method.
    pub method: MethodKind,
    /// The seller's delivery zone.
    pub zone: Option<&'a OneLine<64>>,
    /// When the buyer wants the order.
    pub requested_for: Option<Timestamp>,
    /// The vouchers that the request names.
    pub vouchers: &'a [VoucherOffer],
    /// What happens when a voucher cannot be redeemed.
    pub rejected_vouchers: RejectedVouchers,
}

/// What happens to an order when a voucher cannot be redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectedVouchers {
    /// The order is refused, because a person is there to decide.
    Refuse,
    /// The order is placed without the voucher, and its history says so. Orders of schedules do
    /// this, because nobody is there to decide.
    LeaveOut,
}

/// The price of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The lines. Cart lines with equal products and extras are joined.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub subtotal: Amount,
    /// The vouchers that give a discount.
    pub vouchers: Vec<Redemption>,
    /// The vouchers that are left out, with their positions.
    pub rejected: Vec<(usize, VoucherRefusal)>,
    /// The discount of all vouchers.
    pub discount: Amount,
    /// The seller's charges.
    pub charges: Charges,
    /// The grand total.
    pub total: Amount,
}

impl Quote {
    /// Prices a cart from the catalogue as it is now.
    ///
    /// # Errors
    ///
    /// [`PlaceRefusal`], which names every position at fault.
    pub fn new(pricing: &Pricing<'_>, now: Timestamp) -> Result<Self, PlaceRefusal> {
        let seller = pricing.seller;
        let methods = seller.storefront.methods;
        if !methods.has(pricing.method) {
            return Err(PlaceRefusal::MethodNotOffered(pricing.method, methods));
        }
        if pricing.zone.is_some_and(|zone| !seller.has_zone(zone)) {
            return Err(PlaceRefusal::UnknownZone);
        }
        Fulfilment::check_requested_for(pricing.requested_for, now)?;
        let lines = price(pricing.cart, pricing.products, seller)?;
        let subtotal = sum(&lines).ok_or(PlaceRefusal::TotalTooLarge)?;
        let (vouchers, rejected) = match pricing.rejected_vouchers {
            RejectedVouchers::Refuse => {
                let redeemed = redeem(pricing.vouchers, subtotal, now);
                (redeemed.map_err(|(at, why)| PlaceRefusal::Voucher(at, why))?, Vec::new())
            }
            RejectedVouchers::LeaveOut => redeem_some(pricing.vouchers, subtotal, now),
        };
        let discount = discount(&vouchers);
        let taxed = subtotal.minus(discount).unwrap_or(Amount::ZERO);
        let charges = charge(taxed, seller, pricing.method)?;
        let total = total(subtotal, discount, charges).ok_or(PlaceRefusal::TotalTooLarge)?;
        Ok(Self { lines, subtotal, vouchers, rejected, discount, charges, total })
    }
}
