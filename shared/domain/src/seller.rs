use jiff::SignedDuration;

use crate::{Amount, Currency, Lifecycle, SellerId, Text};

/// A business that takes orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Its id, part of its address.
    pub id: SellerId,
    /// Its name, shown to buyers.
    pub name: Text<100>,
    /// The lifecycle of new orders.
    pub lifecycle: &'static Lifecycle,
    /// The currency of its prices.
    pub currency: Currency,
    /// Its IANA time zone.
    pub timezone: Text<64>,
    /// What it adds to an order.
    pub charges: ChargeRules,
    /// How long after placing a buyer may cancel where the lifecycle asks for
    /// it; without one, always.
    pub cancel_window: Option<SignedDuration>,
    /// Whether a guest must verify the phone before ordering.
    pub verify_first: bool,
}

/// Fees and tax of a seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChargeRules {
    /// Added once when the order is delivered.
    pub delivery_fee: Amount,
    /// Added once.
    pub packaging_fee: Amount,
    /// Basis points (1/10,000) of subtotal less discount.
    pub tax_basis_points: u32,
}
