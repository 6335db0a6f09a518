use aws_lc_rs::agreement::{ECDH_P256, ParsedPublicKey, UnparsedPublicKey};

/// Whether bytes are a point of the curve P-256. What is none can be of no browser, and nothing
/// can be encrypted for it.
#[must_use]
pub fn is_p256_point(bytes: &[u8]) -> bool {
    ParsedPublicKey::try_from(UnparsedPublicKey::new(&ECDH_P256, bytes)).is_ok()
}
