//! What a cart costs with a seller: its lines, what vouchers take off, what is
//! added, and the total. Quoting an order and placing one price it here, so that
//! a quote says what the order will say.

use jiff::Timestamp;

use super::{
    CartLine, Charges, Fulfilment, Line, MethodKind, PlaceRefusal, Redemption,
    cart::{charge, price, sum},
    pricing::total,
    redeem::{VoucherOffer, discount, redeem, redeem_some},
};
use crate::{Amount, OneLine, Product, Seller, VoucherRefusal};

/// What the price of a cart depends on.
#[derive(Debug, Clone, Copy)]
pub struct Pricing<'a> {
    /// The seller.
    pub seller: &'a Seller,
    /// The products of the cart that exist.
    pub products: &'a [Product],
    /// The cart.
    pub cart: &'a [CartLine],
    /// How it should reach the buyer.
    pub method: MethodKind,
    /// The seller's delivery zone.
    pub zone: Option<&'a OneLine<64>>,
    /// When the buyer would like it.
    pub requested_for: Option<Timestamp>,
    /// The vouchers that are named.
    pub vouchers: &'a [VoucherOffer],
    /// What comes of a voucher that cannot be redeemed.
    pub rejected_vouchers: RejectedVouchers,
}

/// What comes of an order whose vouchers cannot be redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectedVouchers {
    /// It is refused: somebody is there to decide.
    Refuse,
    /// It is placed without them, and its history says so: it comes by itself.
    LeaveOut,
}

/// What a cart costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its lines; what is the same in product and extras is one line.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub subtotal: Amount,
    /// The vouchers that take something off.
    pub vouchers: Vec<Redemption>,
    /// The vouchers that are left out, by their positions.
    pub rejected: Vec<(usize, VoucherRefusal)>,
    /// What vouchers take off in all.
    pub discount: Amount,
    /// What the seller adds.
    pub charges: Charges,
    /// What is to be paid in all.
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
