//! What a run reports, and how much of the work it does.

use jiff::SignedDuration;

/// How many pages of orders a run reads.
pub(super) const PAGES: usize = 100;
/// How many products a run looks at.
pub(super) const PRODUCTS: u32 = 100;
/// How long after a change the next look is due.
pub(super) const LOOK_AFTER: SignedDuration = SignedDuration::from_hours(3);

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Days of sellers that were counted again.
    pub recounted: usize,
    /// Those of them that differed.
    pub differing: usize,
    /// Those that were repaired.
    pub repaired: usize,
    /// Products whose stock was checked.
    pub products: usize,
    /// Those of them whose stock does not add up.
    pub products_differing: usize,
    /// Events that were published once more.
    pub republished: usize,
    /// To be given as `cursor` to go on; absent when all was done.
    pub next: Option<String>,
}
