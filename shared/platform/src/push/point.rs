use aws_lc_rs::agreement::{ECDH_P256, ParsedPublicKey, UnparsedPublicKey};

/// Whether bytes are a point on the curve P-256. Other bytes are not a browser's public key, and
/// no message can be encrypted for them.
#[must_use]
pub fn is_p256_point(bytes: &[u8]) -> bool {
    ParsedPublicKey::try_from(UnparsedPublicKey::new(&ECDH_P256, bytes)).is_ok()
}
