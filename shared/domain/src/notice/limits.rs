//! The limits on how many notices may be sent.

use crate::Allowance;

/// The most notices of one channel in each hour and each day of the clock (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeLimits {
    /// To one phone or mailbox.
    pub per_contact: Allowance,
    /// Caused by the actions of one person.
    pub per_source: Allowance,
    /// About one seller's orders, products and templates.
    pub per_seller: Allowance,
    /// Of the whole deployment.
    pub in_all: Allowance,
}
