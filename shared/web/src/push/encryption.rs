//! The encryption of a message for one browser (RFC 8291).

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
};
use docket_domain::PushSubscription;

use super::content_coding::{self, SALT_BYTES, hkdf};

/// The sender's key and salt for the encryption of one message. Both must be used only once.
pub struct Draw {
    key: PrivateKey,
    salt: [u8; SALT_BYTES],
}

impl Draw {
    /// Generates a new key and a new salt.
    ///
    /// # Errors
    ///
    /// The operating system returns no random bytes.
    pub fn new() -> Result<Self, Unspecified> {
        let salt = docket_platform::random().map_err(|_| Unspecified)?;
        Ok(Self { key: PrivateKey::generate(&ECDH_P256)?, salt })
    }

    /// A given private key and salt: those of the RFC's example.
    #[cfg(test)]
    pub fn of(key: &[u8], salt: [u8; SALT_BYTES]) -> Option<Self> {
        Some(Self { key: PrivateKey::from_private_key(&ECDH_P256, key).ok()?, salt })
    }
}

/// Encrypts a payload for the browser of a subscription and returns the body of the request.
///
/// # Errors
///
/// The browser's public key is not a point on the curve, or the payload is too long.
pub fn encrypt(to: &PushSubscription, draw: &Draw, payload: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let sender = draw.key.compute_public_key()?;
    let receiver = to.p256dh();
    let info: [&[u8]; 3] = [b"WebPush: info\0", receiver, sender.as_ref()];
    let secret: [u8; 32] =
        agree(&draw.key, UnparsedPublicKey::new(&ECDH_P256, receiver), Unspecified, |shared| {
            Ok(hkdf(to.auth(), shared, &info))
        })?;
    content_coding::encrypt(&secret, &draw.salt, sender.as_ref(), payload)
}
