//! The report of a run, and the limits of its work.

use jiff::SignedDuration;

/// The most pages of orders that a run reads.
pub(super) const PAGES: usize = 100;
/// The most products that a run checks.
pub(super) const PRODUCTS: u32 = 100;
/// How long after a change its day is counted again.
pub(super) const LOOK_AFTER: SignedDuration = SignedDuration::from_hours(3);

/// The report of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many days of sellers were counted again.
    pub recounted: usize,
    /// How many of those days differed.
    pub differing: usize,
    /// How many days were repaired.
    pub repaired: usize,
    /// How many products were checked.
    pub products: usize,
    /// How many of those products have stock that does not add up.
    pub products_differing: usize,
    /// How many events were published again.
    pub republished: usize,
    /// The `cursor` for the next request; absent when the work is complete.
    pub next: Option<String>,
}
