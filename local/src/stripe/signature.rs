//! Signs webhooks as the provider does: `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">`.

use aws_lc_rs::hmac;
use jiff::Timestamp;

use super::hex::hex;

/// The value of the header `Stripe-Signature`.
pub fn sign(secret: &str, at: Timestamp, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let seconds = at.as_second();
    let mac = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex(mac.as_ref()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    /// Made by OpenSSL: `printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test`.
    #[test]
    fn signature_equals_the_one_of_openssl() {
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        let expected =
            "t=1700000000,v1=c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";
        assert_eq!(sign("whsec_test", at, "{\"id\":\"evt_1\"}"), expected);
    }
}
