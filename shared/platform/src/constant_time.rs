//! Comparison of secrets without a timing side channel.

use aws_lc_rs::constant_time::verify_slices_are_equal;

/// Whether two secrets are equal. The time of the comparison does not depend on
/// where they differ. Their lengths are not protected.
#[must_use]
pub fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    verify_slices_are_equal(one, other).is_ok()
}
