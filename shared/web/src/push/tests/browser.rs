//! A browser: it subscribes, and decrypts the messages that it receives. It shares only the
//! cryptographic primitives with the encryption, derives its keys with the library's own HKDF, and
//! reads any number of records with any padding.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{PushOrigins, PushSubscription};

pub struct Browser {
    key: PrivateKey,
    auth: [u8; 16],
}

impl Browser {
    pub fn new() -> Self {
        let auth = docket_platform::random().unwrap();
        Self { key: PrivateKey::generate(&ECDH_P256).unwrap(), auth }
    }

    pub fn of(key: &[u8], auth: &[u8]) -> Self {
        let key = PrivateKey::from_private_key(&ECDH_P256, key).unwrap();
        Self { key, auth: auth.try_into().unwrap() }
    }

    pub fn subscription(&self, endpoint: &str) -> PushSubscription {
        let public = URL_SAFE_NO_PAD.encode(self.key.compute_public_key().unwrap());
        let auth = URL_SAFE_NO_PAD.encode(self.auth);
        PushSubscription::parse(&PushOrigins::of_browsers(), endpoint, &public, &auth).unwrap()
    }

    /// The payload in the body of a request; `None` when the body is not for this browser.
    pub fn read(&self, body: &[u8]) -> Option<Vec<u8>> {
        let (_, sender, _) = header(body);
        let own = self.key.compute_public_key().unwrap();
        let info = [b"WebPush: info\x00".as_slice(), own.as_ref(), sender].concat();
        let sender = UnparsedPublicKey::new(&ECDH_P256, sender);
        let secret = agree(&self.key, sender, (), |shared| {
            Ok(expand(&Salt::new(HKDF_SHA256, &self.auth).extract(shared), &info, 32))
        });
        decode(&secret.ok()?, body)
    }
}

/// Parses the header: the salt and the record size, the key id, and the records.
fn header(body: &[u8]) -> ((&[u8], usize), &[u8], &[u8]) {
    let (salt, rest) = body.split_at(16);
    let (size, rest) = rest.split_at(4);
    let (length, rest) = rest.split_first().unwrap();
    let (name, records) = rest.split_at(usize::from(*length));
    let size = u32::from_be_bytes(size.try_into().unwrap());
    ((salt, usize::try_from(size).unwrap()), name, records)
}

/// Decodes `aes128gcm` (RFC 8188, section 2).
pub fn decode(secret: &[u8], body: &[u8]) -> Option<Vec<u8>> {
    let ((salt, size), _, records) = header(body);
    let prk = Salt::new(HKDF_SHA256, salt).extract(secret);
    let key = expand(&prk, b"Content-Encoding: aes128gcm\x00", 16);
    let base = expand(&prk, b"Content-Encoding: nonce\x00", 12);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
    let count = records.chunks(size).count();
    let mut plaintext = Vec::new();
    for (number, record) in records.chunks(size).enumerate() {
        let number_bytes = u128::try_from(number).unwrap().to_be_bytes();
        let mut nonce = [0; 12];
        for (at, byte) in nonce.iter_mut().enumerate() {
            *byte = base[at] ^ number_bytes[at + 4];
        }
        let mut record = record.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = key.open_in_place(nonce, Aad::empty(), &mut record).ok()?;
        let end = opened.iter().rposition(|byte| *byte != 0)?;
        let expected = if number + 1 == count { 2 } else { 1 };
        if opened[end] != expected {
            return None;
        }
        plaintext.extend_from_slice(&opened[..end]);
    }
    Some(plaintext)
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand(prk: &Prk, info: &[u8], length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    prk.expand(&[info], Length(length)).unwrap().fill(&mut out).unwrap();
    out
}
