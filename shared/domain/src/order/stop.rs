//! The record of what the stop of an order gave back.

use crate::Amount;

/// What the stop of an order gave back, so that reviving it takes back exactly that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Whether the stock was returned. Otherwise it counts as sold.
    pub restocked: bool,
    /// Whether the redemptions of the vouchers were undone.
    pub vouchers_restored: bool,
    /// The amount of the refunds that the stop requested and that are not settled. Reviving the
    /// order withdraws exactly this amount.
    pub refund: Amount,
}
