//! What becomes of orders that are placed and of changes that are committed.

use docket_domain::{Order, ProductId, VoucherCode};

use crate::StoredOrder;

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// It is committed.
    Done,
    /// Somebody else changed the order first: read and decide again.
    Stale,
    /// The stock that it takes again is not there; with every line that is
    /// short.
    Short(Vec<Shortage>),
    /// A voucher that it redeems again is used up.
    VoucherGone,
    /// This voucher has fewer uses on record than the order would give back.
    VoucherUses(VoucherCode),
}

/// What became of a change of an order.
#[derive(Debug)]
pub enum UpdateOutcome {
    /// It is committed.
    Done(Box<Order>),
    /// Somebody else changed the order first: read and decide again.
    Stale,
    /// Not all that is added is there; with every product that is short.
    Short(Vec<Shortage>),
    /// There is enough, but unverified orders hold their share of this product.
    HeldOut(ProductId),
    /// It would draw on more stock items than one transaction takes.
    TooScattered,
    /// This voucher has fewer uses on record than the order would give back.
    VoucherUses(VoucherCode),
}

/// Why nothing was placed.
#[derive(Debug)]
pub enum Unplaced {
    /// The order's id was taken: by the same request earlier, or by another's.
    Taken(Box<StoredOrder>),
    /// Not all of it is there; with every line that is short.
    Short(Vec<Shortage>),
    /// The phone's state, the budget of codes or a voucher changed meanwhile:
    /// read and decide again.
    Stale,
    /// It draws on more stock items than one transaction takes.
    TooScattered,
    /// There is enough, but unverified orders hold their share of this product.
    HeldOut(ProductId),
}

/// A product of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The product.
    pub product: ProductId,
    /// How many were wanted.
    pub requested: u32,
    /// How many there are.
    pub available: u64,
}
