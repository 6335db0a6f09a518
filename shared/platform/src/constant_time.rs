//! Comparing what must not be guessed byte by byte.

use aws_lc_rs::constant_time::verify_slices_are_equal;

/// Whether two secrets are equal, in a time that does not tell where they
/// differ. Their lengths are no secret.
#[must_use]
pub fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    verify_slices_are_equal(one, other).is_ok()
}
