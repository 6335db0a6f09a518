//! The parts of an order's price beside its lines, and the grand total.

use crate::{Amount, VoucherCode};

/// A voucher that was redeemed for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption {
    /// The code. The voucher belongs to the order's seller.
    pub code: VoucherCode,
    /// The discount that it gave.
    pub discount: Amount,
    /// How many uses of the voucher the order has: one normally, none for a part that was split
    /// off, and the sum of all for merged orders.
    pub uses: u32,
    /// How many of these uses count against the limit for each customer: those that were redeemed
    /// while the voucher had such a limit.
    pub counted: u32,
}

/// The seller's charges for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Charges {
    /// The delivery fee; zero for pickup and shipping.
    pub delivery_fee: Amount,
    /// The packaging fee.
    pub packaging_fee: Amount,
    /// The tax on the subtotal less the discount.
    pub tax: Amount,
}

/// The grand total; `None` when it is out of range.
pub(super) fn total(subtotal: Amount, discount: Amount, charges: Charges) -> Option<Amount> {
    let Charges { delivery_fee, packaging_fee, tax } = charges;
    subtotal.minus(discount)?.plus(delivery_fee)?.plus(packaging_fee)?.plus(tax)
}
