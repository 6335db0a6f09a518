//! Verification of a webhook's signature. One header has the time of the delivery and
//! one or several signatures, each the HMAC-SHA-256 of that time and the received body.
//!
//! ```text
//! t=1492774577,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
//! ```

use std::fmt;

use aws_lc_rs::hmac;
use jiff::{SignedDuration, Timestamp};

use crate::{constant_time::equal_in_constant_time, keys::MAC_BYTES};

/// The tolerated difference between the time of a signature and the current time, in both
/// directions: long enough for clock skew and delays, short enough to limit replays of a
/// recorded webhook.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
/// The maximum length of a header in bytes. A header with three signatures has 220.
const MAX_HEADER: usize = 2048;
/// The maximum number of digits of a time, which suffices until the year 5138.
const MAX_DIGITS: usize = 11;

/// A secret with which webhooks are signed. During a rotation there are two.
#[derive(Clone)]
pub struct WebhookSecret(hmac::Key);

/// A text is not usable as a webhook secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret must not be empty")]
pub struct WebhookSecretError;

impl WebhookSecret {
    /// Makes a secret from its text. White space around the text is removed.
    ///
    /// # Errors
    ///
    /// [`WebhookSecretError`] when the trimmed text is empty: anyone can sign with an empty
    /// secret.
    pub fn new(text: &str) -> Result<Self, WebhookSecretError> {
        match text.trim() {
            "" => Err(WebhookSecretError),
            text => Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, text.as_bytes()))),
        }
    }

    fn sign(&self, time: &str, body: &[u8]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(time.as_bytes());
        context.update(b".");
        context.update(body);
        context.sign()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(redacted)")
    }
}

/// A webhook's signature is not accepted. The reason is for logs; the sender only learns
/// that the webhook was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No secret is configured to verify it with.
    #[error("no webhook secret is configured")]
    NoSecret,
    /// The header is absent, repeated or malformed.
    #[error("the signature cannot be read")]
    Malformed,
    /// The time of the signature differs from the current time by more than five minutes.
    #[error("the signature is of another time")]
    OtherTime,
    /// The signature does not match this body with any of the secrets.
    #[error("the signature is of another secret or another body")]
    Foreign,
}

/// Verifies that `body`, the exact received bytes, was signed with one of `secrets` within
/// five minutes of `now`. `headers` are all values of the signature header.
///
/// # Errors
///
/// [`SignatureError`].
pub fn verify_signature<'a>(
    secrets: &[WebhookSecret],
    headers: impl IntoIterator<Item = &'a [u8]>,
    body: &[u8],
    now: Timestamp,
) -> Result<(), SignatureError> {
    if secrets.is_empty() {
        return Err(SignatureError::NoSecret);
    }
    let mut headers = headers.into_iter();
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return Err(SignatureError::Malformed);
    };
    let signed = Signed::parse(header).ok_or(SignatureError::Malformed)?;
    if now.duration_since(signed.at).abs() > TOLERANCE {
        return Err(SignatureError::OtherTime);
    }
    let is_signed_by = |secret: &WebhookSecret| {
        let expected = secret.sign(signed.time, body);
        signed.signatures.iter().any(|it| equal_in_constant_time(it, expected.as_ref()))
    };
    secrets.iter().any(is_signed_by).then_some(()).ok_or(SignatureError::Foreign)
}

/// The parsed content of a signature header.
struct Signed<'a> {
    /// The time, in the digits that were signed.
    time: &'a str,
    at: Timestamp,
    signatures: Vec<[u8; MAC_BYTES]>,
}

impl<'a> Signed<'a> {
    /// Parses a header. A header with two times is refused: gateways join repeated headers,
    /// and choosing one of them would be a guess. Elements of schemes other than `v1` are
    /// ignored, as the provider requires.
    fn parse(header: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(header).ok().filter(|it| it.len() <= MAX_HEADER)?;
        let mut time = None;
        let mut signatures = Vec::new();
        for element in text.split(',') {
            match element.trim().split_once('=')? {
                ("t", digits) if time.is_none() => time = Some(digits),
                ("t", _) => return None,
                ("v1", hex) => signatures.push(mac(hex)?),
                (_, _) => {}
            }
        }
        let time = time.filter(|it| {
            (1..=MAX_DIGITS).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
        })?;
        let at = time.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok())?;
        (!signatures.is_empty()).then_some(Self { time, at, signatures })
    }
}

/// Decodes 64 lower-case hexadecimal digits.
fn mac(hex: &str) -> Option<[u8; MAC_BYTES]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let digits = hex.bytes().map(digit).collect::<Option<Vec<u8>>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    bytes.try_into().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "whsec_9YHVZtlwNGPRKsfNcUjNMgFnZJGDGMYc";
    const FORMER: &str = "whsec_formerformerformerformerformer12";
    const BODY: &[u8] = br#"{"id":"evt_1","object":"event"}"#;
    const NOW: i64 = 1_800_000_000;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::new(text).unwrap()
    }

    fn digits(mac: hmac::Tag) -> String {
        mac.as_ref().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    fn hex(secret_text: &str, time: &str, body: &[u8]) -> String {
        digits(secret(secret_text).sign(time, body))
    }

    fn header(secret_text: &str, seconds: i64, body: &[u8]) -> String {
        let time = seconds.to_string();
        format!("t={time},v1={}", hex(secret_text, &time, body))
    }

    fn verify(headers: &[&str], body: &[u8]) -> Result<(), SignatureError> {
        let secrets = [secret(SECRET), secret(FORMER)];
        let headers = headers.iter().map(|it| it.as_bytes());
        verify_signature(&secrets, headers, body, Timestamp::from_second(NOW).unwrap())
    }

    /// Computed elsewhere: `printf 1492774577.body | openssl dgst -sha256 -hmac whsec_test`.
    #[test]
    fn signature_computed_by_openssl_verifies() {
        let header = "t=1492774577,v0=00,v1=0d7725eabbdcc6852c58a9b0c3f4badc0ea726e70bc1bdff59757079a0a606fe";
        let now = Timestamp::from_second(1_492_774_577).unwrap();
        let verified = verify_signature(&[secret("whsec_test")], [header.as_bytes()], b"body", now);
        assert_eq!(verified, Ok(()));
    }

    #[test]
    fn signature_verifies_when_any_signature_matches_any_secret() {
        for text in [SECRET, FORMER] {
            assert_eq!(verify(&[&header(text, NOW, BODY)], BODY), Ok(()));
        }
        let time = NOW.to_string();
        let (ours, foreign) = (hex(SECRET, &time, BODY), hex("another", &time, BODY));
        for header in [
            format!("t={time},v1={foreign},v1={ours}"),
            format!("t={time}, v1={ours}, v0=legacy"),
            format!("v1={ours},t={time},v1={foreign}"),
        ] {
            assert_eq!(verify(&[&header], BODY), Ok(()), "{header}");
        }
    }

    #[test]
    fn signature_time_may_differ_by_five_minutes_in_both_directions() {
        for (seconds, expected) in [
            (-301, Err(SignatureError::OtherTime)),
            (-300, Ok(())),
            (300, Ok(())),
            (301, Err(SignatureError::OtherTime)),
            (-NOW, Err(SignatureError::OtherTime)),
        ] {
            assert_eq!(
                verify(&[&header(SECRET, NOW + seconds, BODY)], BODY),
                expected,
                "{seconds}"
            );
        }
    }

    #[test]
    fn empty_secret_is_refused_and_nothing_verifies_without_secrets() {
        for text in ["", " ", "\n", "\t \r\n"] {
            assert_eq!(WebhookSecret::new(text).map(|_| ()), Err(WebhookSecretError), "{text:?}");
        }
        let empty = hmac::Key::new(hmac::HMAC_SHA256, b"");
        let mac = hmac::sign(&empty, format!("{NOW}.body").as_bytes());
        let forged = format!("t={NOW},v1={}", digits(mac));
        assert_eq!(verify(&[&forged], b"body"), Err(SignatureError::Foreign));
        let now = Timestamp::from_second(NOW).unwrap();
        let none = verify_signature(&[], [forged.as_bytes()], b"body", now);
        assert_eq!(none, Err(SignatureError::NoSecret));
    }

    #[test]
    fn repeated_and_malformed_headers_are_refused() {
        let good = header(SECRET, NOW, BODY);
        let time = NOW.to_string();
        let mac = hex(SECRET, &time, BODY);
        let malformed = Err(SignatureError::Malformed);
        assert_eq!(verify(&[], BODY), malformed);
        assert_eq!(verify(&[&good, &good], BODY), malformed);
        for header in [
            String::new(),
            ",".to_owned(),
            format!("{good},{good}"),
            format!("t=1,{good}"),
            format!("{good},t={time}"),
            format!("t={time}"),
            format!("v1={mac}"),
            format!("t=,v1={mac}"),
            format!("t=+{time},v1={mac}"),
            format!("t=-{time},v1={mac}"),
            format!("t= {time},v1={mac}"),
            format!("t={time}.0,v1={mac}"),
            format!("t=1{},v1={mac}", "0".repeat(40)),
            format!("t=٣,v1={mac}"),
            format!("t={time},v0={mac}"),
            format!("t={time},v1={}", mac.to_uppercase()),
            format!("t={time},v1={}", &mac[..62]),
            format!("t={time},v1={mac}00"),
            format!("t={time},v1="),
            format!("t={time},v1={mac},v1=zz"),
            format!("{good},x={}", "a".repeat(MAX_HEADER)),
        ] {
            assert_eq!(verify(&[&header], BODY), malformed, "{header}");
        }
        let now = Timestamp::from_second(NOW).unwrap();
        let bytes: &[u8] = b"t=\xff,v1=00";
        assert_eq!(verify_signature(&[secret(SECRET)], [bytes], BODY, now), malformed);
    }

    #[test]
    fn debug_output_of_a_secret_is_redacted() {
        assert_eq!(format!("{:?}", secret(SECRET)), "WebhookSecret(redacted)");
    }

    proptest! {
        #[test]
        fn signature_verifies_only_for_the_unchanged_body(
            body in prop::collection::vec(any::<u8>(), 1..200),
            at in any::<prop::sample::Index>(),
            change in 1..=u8::MAX,
            shift in -300..=300_i64,
        ) {
            let header = header(SECRET, NOW + shift, &body);
            prop_assert_eq!(verify(&[&header], &body), Ok(()));
            let mut other = body.clone();
            other[at.index(body.len())] ^= change;
            prop_assert_eq!(verify(&[&header], &other), Err(SignatureError::Foreign));
            let mut longer = body.clone();
            longer.push(change);
            prop_assert_eq!(verify(&[&header], &longer), Err(SignatureError::Foreign));
            prop_assert_eq!(verify(&[&header], &body[1..]), Err(SignatureError::Foreign));
        }

        #[test]
        fn signature_verifies_only_with_the_unchanged_header(
            at in any::<prop::sample::Index>(),
            byte in 0x20..0x7f_u8,
        ) {
            let good = header(SECRET, NOW, BODY);
            let mut changed = good.clone().into_bytes();
            let at = at.index(changed.len());
            changed[at] = byte;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(verify(&[&changed], BODY).is_ok(), changed == good, "{}", changed);
        }

        #[test]
        fn signature_is_refused_when_of_another_secret_or_time(
            foreign in "[ -~]{1,40}",
            seconds in prop_oneof![0..NOW - 301, NOW + 301..NOW * 2],
        ) {
            prop_assume!(![SECRET, FORMER, ""].contains(&foreign.trim()));
            let forged = verify(&[&header(&foreign, NOW, BODY)], BODY);
            prop_assert_eq!(forged, Err(SignatureError::Foreign));
            let old = verify(&[&header(SECRET, seconds, BODY)], BODY);
            prop_assert_eq!(old, Err(SignatureError::OtherTime));
            // The time is signed as well: the old signature under a new time is no better.
            let time = seconds.to_string();
            let moved = format!("t={NOW},v1={}", hex(SECRET, &time, BODY));
            prop_assert_eq!(verify(&[&moved], BODY), Err(SignatureError::Foreign));
        }

        #[test]
        fn arbitrary_header_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let now = Timestamp::from_second(NOW).unwrap();
            prop_assert!(verify_signature(&[secret(SECRET)], [&*bytes], BODY, now).is_err());
        }
    }
}
