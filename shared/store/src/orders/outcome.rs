//! Outcomes of placing and changing orders.

use docket_domain::{Order, ProductId, VoucherCode};

use crate::StoredOrder;

/// The outcome of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// The change was committed.
    Done,
    /// A concurrent change was faster. The caller must read and decide again.
    Stale,
    /// Stock that the change takes again is missing. Contains every product that is short.
    Short(Vec<Shortage>),
    /// A voucher that the change redeems again has no uses left.
    VoucherGone,
    /// This voucher has fewer uses on record than the change would give back.
    VoucherUses(VoucherCode),
}

/// The outcome of an update of an order's content.
#[derive(Debug)]
pub enum UpdateOutcome {
    /// The change was committed.
    Done(Box<Order>),
    /// A concurrent change was faster. The caller must read and decide again.
    Stale,
    /// There is not enough stock for what is added. Contains every product that is short.
    Short(Vec<Shortage>),
    /// There is enough stock, but unverified orders hold the maximal share of this product.
    HeldOut(ProductId),
    /// The update needs more stock items than one transaction can change.
    TooScattered,
    /// This voucher has fewer uses on record than the change would give back.
    VoucherUses(VoucherCode),
}

/// Why an order was not placed.
#[derive(Debug)]
pub enum Unplaced {
    /// The order's id is taken, by an earlier try of this request or by another request.
    Taken(Box<StoredOrder>),
    /// There is not enough stock. Contains every product that is short.
    Short(Vec<Shortage>),
    /// The phone's state, the budget of codes or a voucher changed meanwhile. The caller must read
    /// and decide again.
    Stale,
    /// The order needs more stock items than one transaction can change.
    TooScattered,
    /// There is enough stock, but unverified orders hold the maximal share of this product.
    HeldOut(ProductId),
}

/// A product that is short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The product.
    pub product: ProductId,
    /// How many pieces were requested.
    pub requested: u32,
    /// How many pieces are available.
    pub available: u64,
}
