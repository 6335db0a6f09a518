//! Payments and refunds through the provider, and the provider's reports.

mod keeping;
mod refunds;
mod reported;
mod saving;

pub use reported::{Reported, ReportedKind};
pub use saving::{DuePayment, PaymentWrite};

use crate::table::keys;

/// The part of the deadline index that an item with this id belongs to.
pub(crate) fn part(id: &str) -> u32 {
    // FNV-1a spreads ids evenly, whatever their form.
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    u32::try_from(hash % u64::from(keys::DEADLINE_SHARDS)).unwrap_or_default()
}
