//! Verifies that a request comes from this deployment (RFC 8292).

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;

/// The maximum lifetime of a token.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

#[derive(Deserialize)]
struct Claims {
    aud: String,
    exp: i64,
    sub: Option<String>,
}

/// Verifies the header `Authorization` of a request to a service at `origin`, for subscriptions
/// with this public key. Returns the contact that the service may use.
///
/// # Errors
///
/// The reason why the token is refused.
pub fn judge(
    authorization: &str,
    public_key: &str,
    origin: &str,
    now: Timestamp,
) -> Result<Option<String>, &'static str> {
    let parameters = authorization.strip_prefix("vapid ").ok_or("no VAPID token")?;
    let parameter = |name: &str| {
        let mut all = parameters.split(',').map(str::trim);
        all.find_map(|it| it.strip_prefix(name)?.strip_prefix('='))
    };
    let token = parameter("t").ok_or("no parameter t")?;
    if parameter("k") != Some(public_key) {
        return Err("another public key than the one that was subscribed with");
    }
    let (signed, signature) = token.rsplit_once('.').ok_or("no JWT")?;
    let (header, claims) = signed.split_once('.').ok_or("no JWT")?;
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| "no base64url");
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decoded(public_key)?)
        .verify(signed.as_bytes(), &decoded(signature)?)
        .map_err(|_| "a signature that is not good")?;
    let header: Value = serde_json::from_slice(&decoded(header)?).map_err(|_| "no JWT")?;
    if header["alg"] != "ES256" {
        return Err("another algorithm than ES256");
    }
    let claims: Claims = serde_json::from_slice(&decoded(claims)?).map_err(|_| "no claims")?;
    if claims.aud != origin {
        return Err("a token for another origin");
    }
    let expires = Timestamp::from_second(claims.exp).map_err(|_| "no end")?;
    if expires <= now || expires > now + LONGEST {
        return Err("a token that has ended, or ends after more than a day");
    }
    Ok(claims.sub)
}
