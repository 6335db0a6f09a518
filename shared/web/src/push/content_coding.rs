//! The content coding `aes128gcm` (RFC 8188), restricted to messages of one record.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    error::Unspecified,
    hmac,
};

/// The length of a salt in bytes.
pub const SALT_BYTES: usize = 16;
/// The record size in the header. Records are at most this long; ours is the last record, so it may
/// be shorter.
const RECORD_SIZE: u32 = 4_096;
/// The overhead of a record in bytes: a delimiter and a tag.
const OVERHEAD: usize = 17;
/// The delimiter of the last record, which ends the plaintext.
const LAST: u8 = 2;

/// HKDF with SHA-256 (RFC 5869) for at most 32 bytes, for which one round suffices. The parts of
/// `info` are concatenated.
pub fn hkdf<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> [u8; N] {
    const { assert!(N <= 32) };
    let extracted = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), secret);
    let key = hmac::Key::new(hmac::HMAC_SHA256, extracted.as_ref());
    let mut expanded = hmac::Context::with_key(&key);
    for part in info {
        expanded.update(part);
    }
    expanded.update(&[1]);
    let mut out = [0; N];
    out.copy_from_slice(&expanded.sign().as_ref()[..N]);
    out
}

/// Encrypts a plaintext as one record. `key_id` tells the receiver which secret was used. A salt
/// must be used only once.
///
/// # Errors
///
/// The plaintext or the key id is too long.
pub fn encrypt(
    secret: &[u8],
    salt: &[u8; SALT_BYTES],
    key_id: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, Unspecified> {
    let length = u8::try_from(key_id.len()).map_err(|_| Unspecified)?;
    if plaintext.len() + OVERHEAD > RECORD_SIZE as usize {
        return Err(Unspecified);
    }
    let key: [u8; 16] = hkdf(salt, secret, &[b"Content-Encoding: aes128gcm\0"]);
    let nonce: [u8; 12] = hkdf(salt, secret, &[b"Content-Encoding: nonce\0"]);
    let mut record = plaintext.to_vec();
    record.push(LAST);
    // The first record uses the derived nonce unchanged, because it is combined with the record
    // number zero.
    LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?).seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::empty(),
        &mut record,
    )?;
    Ok([salt.as_slice(), &RECORD_SIZE.to_be_bytes(), &[length], key_id, &record].concat())
}
