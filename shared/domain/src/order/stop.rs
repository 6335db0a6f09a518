//! How an order was stopped.

use crate::Amount;

/// What stopping an order gave back, so that reviving it can take exactly
/// that again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Whether the draws were returned; if not, they count as sold.
    pub restocked: bool,
    /// Whether the vouchers were restored.
    pub vouchers_restored: bool,
    /// The part of what is to be given back that stopping it asked for and
    /// that was not given back yet: reviving it withdraws exactly this.
    pub refund: Amount,
}
