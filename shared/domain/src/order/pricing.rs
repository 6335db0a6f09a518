//! What an order costs beside its lines, and how that is summed up.

use crate::{Amount, VoucherCode};

/// A voucher that was redeemed for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption {
    /// Its code; the voucher is the order's seller's.
    pub code: VoucherCode,
    /// What it took off.
    pub discount: Amount,
    /// How many uses of the voucher the order holds: one, none for a part
    /// that was split off, and those of all orders that were merged.
    pub uses: u32,
    /// How many of them count against the customer's own uses: those that were
    /// redeemed while the voucher had a limit for each customer.
    pub counted: u32,
}

/// What the seller adds to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Charges {
    /// For bringing it.
    pub delivery_fee: Amount,
    /// For packing it.
    pub packaging_fee: Amount,
    /// Tax on subtotal less discount.
    pub tax: Amount,
}

/// The grand total, unless it is out of range.
pub(super) fn total(subtotal: Amount, discount: Amount, charges: Charges) -> Option<Amount> {
    let Charges { delivery_fee, packaging_fee, tax } = charges;
    subtotal.minus(discount)?.plus(delivery_fee)?.plus(packaging_fee)?.plus(tax)
}
