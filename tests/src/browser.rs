//! Simulates a browser that subscribes to web push and decrypts the messages that it receives (RFC
//! 8291).

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// Bytes before the only record: the salt, the record size, and the sender's public key.
const HEAD: usize = 86;

/// A browser with its key pair and authentication secret.
pub struct Browser {
    key: PrivateKey,
    auth: [u8; 16],
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Browser {
    /// Makes a browser with new random keys.
    #[must_use]
    pub fn new() -> Self {
        let auth = docket_platform::random().unwrap();
        Self { key: PrivateKey::generate(&ECDH_P256).unwrap(), auth }
    }

    /// The subscription for this endpoint, in the JSON form of `PushSubscription`.
    #[must_use]
    pub fn subscription(&self, endpoint: &str) -> Value {
        let public = URL_SAFE_NO_PAD.encode(self.key.compute_public_key().unwrap());
        let auth = URL_SAFE_NO_PAD.encode(self.auth);
        json!({"endpoint": endpoint, "keys": {"p256dh": public, "auth": auth}})
    }

    /// Decrypts a message whose encrypted content is in base64url. Returns `None` when the message
    /// is encrypted for another browser.
    #[must_use]
    pub fn read(&self, body: &str) -> Option<Vec<u8>> {
        let body = URL_SAFE_NO_PAD.decode(body).unwrap();
        let (head, record) = body.split_at(HEAD);
        let (salt, sender) = (&head[..16], &head[21..]);
        let own = self.key.compute_public_key().unwrap();
        let info = [b"WebPush: info\0".as_slice(), own.as_ref(), sender].concat();
        let sender = UnparsedPublicKey::new(&ECDH_P256, sender);
        let secret: [u8; 32] = agree(&self.key, sender, (), |shared| {
            Ok(expand(&Salt::new(HKDF_SHA256, &self.auth).extract(shared), &info))
        })
        .ok()?;
        let prk = Salt::new(HKDF_SHA256, salt).extract(&secret);
        let key: [u8; 16] = expand(&prk, b"Content-Encoding: aes128gcm\0");
        let nonce = Nonce::assume_unique_for_key(expand(&prk, b"Content-Encoding: nonce\0"));
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
        let mut record = record.to_vec();
        let opened = key.open_in_place(nonce, Aad::empty(), &mut record).ok()?;
        // A delimiter byte of 2 ends the text of the last record; zero padding may follow it (RFC
        // 8188).
        let end = opened.iter().rposition(|byte| *byte != 0).filter(|end| opened[*end] == 2)?;
        Some(opened[..end].to_vec())
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    prk.expand(&[info], Length(N)).unwrap().fill(&mut out).unwrap();
    out
}
