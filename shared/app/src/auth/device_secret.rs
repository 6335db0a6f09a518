//! Device secrets. A device that has signed in keeps one. With it, the device can still request
//! codes for its contact when strangers have used up the general half of the contact's code budget.
//!
//! A secret consists of a random id, the time of issue in seconds, and a keyed hash over both and
//! the contact's key. Nothing is stored, and a secret gives no other right.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{CustomerKey, Half};
use docket_platform::{KeyError, SecretKey, random};
use jiff::{SignedDuration, Timestamp};

use super::challenge::MAC_BYTES;
use crate::Fault;

/// How long a secret is valid.
pub const DEVICE_SECRET_LIFETIME: SignedDuration = SignedDuration::from_hours(180 * 24);
/// The length of the random id in bytes.
const ID_BYTES: usize = 12;

/// A new secret for a device that signed in with a contact.
///
/// # Errors
///
/// [`KeyError::Random`].
pub fn device_secret(
    ids: &SecretKey,
    contact: &CustomerKey,
    now: Timestamp,
) -> Result<String, KeyError> {
    let (id, at) = (random::<ID_BYTES>()?, now.as_second());
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    Ok(format!("{}.{at}.{}", encode(&id), encode(&mac(ids, contact, &id, at))))
}

/// Whether a text has the form of a secret, valid or not.
#[must_use]
pub fn is_device_secret(text: &str) -> bool {
    parts(text).is_some()
}

/// The half of a contact's code budget that a request may use: the devices' half with a valid
/// secret for this contact, else the general half.
pub(super) fn half(
    ids: &SecretKey,
    contact: &CustomerKey,
    secret: Option<&str>,
    now: Timestamp,
) -> Result<Half, Fault> {
    let Some(secret) = secret else { return Ok(Half::General) };
    let (id, at, given) = parts(secret).ok_or_else(|| {
        Fault::at("/deviceSecret", "must be a device secret that an earlier sign-in answered")
    })?;
    let issued = Timestamp::from_second(at).unwrap_or(Timestamp::MIN);
    let fresh = now < issued.saturating_add(DEVICE_SECRET_LIFETIME).unwrap_or(issued);
    let expected = mac(ids, contact, &id, at);
    let ours = docket_platform::equal_in_constant_time(&given, &expected);
    Ok(if ours && fresh { Half::Devices } else { Half::General })
}

fn parts(text: &str) -> Option<(Vec<u8>, i64, Vec<u8>)> {
    let (id, rest) = text.split_once('.')?;
    let (at, given) = rest.split_once('.')?;
    let decode = |text: &str, length: usize| {
        URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == length)
    };
    let digits = (1..=12).contains(&at.len()) && at.bytes().all(|byte| byte.is_ascii_digit());
    let at = digits.then(|| at.parse().ok()).flatten()?;
    Some((decode(id, ID_BYTES)?, at, decode(given, MAC_BYTES)?))
}

fn mac(ids: &SecretKey, contact: &CustomerKey, id: &[u8], at: i64) -> [u8; MAC_BYTES] {
    let whole = ids.mac(&[b"device", contact.as_str().as_bytes(), id, &at.to_be_bytes()]);
    std::array::from_fn(|at| whole[at])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn device_secret_is_valid_for_its_contact_for_180_days() {
        let (ids, other) = (SecretKey::new(&[1; 32]), SecretKey::new(&[2; 32]));
        let (ada, ben): (CustomerKey, CustomerKey) =
            ("ada".parse().unwrap(), "ben".parse().unwrap());
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let text = device_secret(&ids, &ada, now).unwrap();
        let opens = |ids: &SecretKey, key: &CustomerKey, text: &str, at: Timestamp| {
            half(ids, key, Some(text), at).unwrap()
        };
        assert_eq!(opens(&ids, &ada, &text, now), Half::Devices);
        let last = now + DEVICE_SECRET_LIFETIME - SignedDuration::from_secs(1);
        assert_eq!(opens(&ids, &ada, &text, last), Half::Devices);
        assert_eq!(opens(&ids, &ada, &text, now + DEVICE_SECRET_LIFETIME), Half::General);
        assert_eq!(opens(&ids, &ben, &text, now), Half::General);
        assert_eq!(opens(&other, &ada, &text, now), Half::General);
        let later = text.replace("1800000000", "1800000001");
        assert_eq!(opens(&ids, &ada, &later, now), Half::General);
        assert_eq!(half(&ids, &ada, None, now).unwrap(), Half::General);
        for shapeless in ["", "a.1.b", "..", &text[1..], &text.replace("1800000000", "-800000000")]
        {
            assert!(half(&ids, &ada, Some(shapeless), now).is_err(), "{shapeless}");
        }
    }
}
