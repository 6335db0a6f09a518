//! Rules that several voucher requests share.

use std::num::NonZeroU32;

use docket_app::Faults;
use docket_domain::{Amount, Worth};

/// The discount of a voucher: exactly one of a percentage and an amount.
pub fn worth(percent: Option<u32>, minor: Option<i64>, faults: &mut Faults) -> Option<Worth> {
    match (percent, minor) {
        (Some(percent @ 1..=100), None) => Some(Worth::Percent(percent)),
        (None, Some(minor)) => faults.note_error("/amount", Amount::new(minor)).map(Worth::Amount),
        (Some(_), None) => {
            faults.add("/percent", "must be between 1 and 100");
            None
        }
        (None, None) => {
            faults.add("/percent", "is required unless `amount` is given");
            None
        }
        (Some(_), Some(_)) => {
            faults.add("/amount", "must be absent where `percent` is given");
            None
        }
    }
}

/// Checks that a number of uses is at least 1.
pub fn positive(number: u32) -> Result<NonZeroU32, &'static str> {
    NonZeroU32::new(number).ok_or("must be at least 1")
}
