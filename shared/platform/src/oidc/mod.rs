//! Verification of ID tokens from one external `OpenID` Connect issuer. A client exchanges an ID
//! token for Docket's own tokens.
//!
//! Only the exchange accepts ID tokens: all other requests need an access token that
//! Docket issued.

mod claims;
mod error;
mod fetch;
mod keys;
mod trusted;

use std::{fmt, sync::Arc};

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::Contact;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, Header, Validation};
use tokio::sync::Mutex;

use self::{claims::IdClaims, fetch::Fetcher, keys::IssuerKey};
use crate::http_client::{HttpClient, Transport};

pub use error::{IdTokenError, IssuerError};
pub use trusted::Oidc;

/// How long the issuer's keys are cached: the lifetime of an access token, which bounds
/// how long a withdrawn key is accepted.
const KEYS_GOOD: SignedDuration = SignedDuration::from_mins(15);
/// The minimum time between two reads of the keys while the cache is fresh but lacks the
/// key that a token names. Anyone can send a token with an invented key id.
const UNKNOWN_KEY: SignedDuration = SignedDuration::from_mins(1);
/// The minimum time between two reads of the keys while the cache is empty or outdated.
const NO_KEYS: SignedDuration = SignedDuration::from_secs(10);

/// The identity that a valid ID token proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The verified contacts of its bearer, the phone first; at least one.
    pub contacts: Vec<Contact>,
    /// Identifies the token: no other valid token has this fingerprint.
    pub fingerprint: String,
    /// The time from which the token is refused because of its age.
    pub good_until: Timestamp,
}

/// Verifies the external issuer's ID tokens, with a cache of the issuer's keys.
pub struct ExternalIssuer {
    trusted: Oidc,
    fetcher: Fetcher,
    keys: Mutex<Known>,
}

/// The cache of the issuer's keys in this process.
#[derive(Default)]
struct Known {
    keys: Vec<IssuerKey>,
    read_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
    failed: bool,
}

impl ExternalIssuer {
    /// Trusts an issuer whose keys are read through `http`. The first read happens when
    /// the first token is verified.
    ///
    /// # Errors
    ///
    /// [`IssuerError`] when `transport` does not allow the issuer's URL, or the URL has a
    /// query.
    pub fn new(
        trusted: Oidc,
        transport: Transport,
        http: Arc<dyn HttpClient>,
    ) -> Result<Self, IssuerError> {
        let fetcher = Fetcher::new(&trusted.issuer, transport, http)?;
        Ok(Self { trusted, fetcher, keys: Mutex::default() })
    }

    /// Verifies an ID token at `now` and returns the identity that it proves.
    ///
    /// # Errors
    ///
    /// [`IdTokenError`].
    pub async fn verify(&self, token: &str, now: Timestamp) -> Result<Identity, IdTokenError> {
        let malformed = |_| IdTokenError::Refused("is malformed");
        let header = jsonwebtoken::decode_header(token).map_err(malformed)?;
        let kid = kid(&header)?;
        // Checked before the keys are read, so that tokens of other issuers cause no
        // request.
        let claimed: IdClaims =
            jsonwebtoken::dangerous::insecure_decode_claims(token).map_err(malformed)?;
        claimed.check_issuer(&self.trusted)?;
        let key = self.key(kid, header.alg, now).await?;
        let claims = jsonwebtoken::decode::<IdClaims>(token, &key.key, &signature_only(key.alg))
            .map_err(|_| IdTokenError::Refused("has no valid signature"))?
            .claims;
        claims.check(&self.trusted, now)?;
        Ok(Identity {
            contacts: claims.contacts(),
            fingerprint: fingerprint(token),
            good_until: claims.good_until()?,
        })
    }

    /// The key with this id and algorithm: from the cache, or else read from the issuer.
    async fn key(
        &self,
        kid: &str,
        alg: Algorithm,
        now: Timestamp,
    ) -> Result<IssuerKey, IdTokenError> {
        // The lock is held during the read, so that concurrent calls cause one request.
        let mut known = self.keys.lock().await;
        let is_fresh = within(known.read_at, KEYS_GOOD, now).is_some();
        if is_fresh && let Some(key) = known.find(kid, alg) {
            return Ok(key);
        }
        let unknown = IdTokenError::Refused("names no key of its issuer");
        let pause = if is_fresh { UNKNOWN_KEY } else { NO_KEYS };
        if let Some(retry_after) = within(known.tried_at, pause, now) {
            let failed = IdTokenError::Unavailable { retry_after };
            return Err(if known.failed { failed } else { unknown });
        }
        known.tried_at = Some(now);
        match self.fetcher.keys(&self.trusted.issuer).await {
            Ok(keys) => {
                known.keys = keys;
                known.read_at = Some(now);
                known.failed = false;
                known.find(kid, alg).ok_or(unknown)
            }
            Err(reason) => {
                known.failed = true;
                tracing::warn!(reason, "the external issuer's keys could not be read");
                Err(IdTokenError::Unavailable { retry_after: pause })
            }
        }
    }
}

impl Known {
    fn find(&self, kid: &str, alg: Algorithm) -> Option<IssuerKey> {
        // The signature is verified with the key's algorithm. Comparing it with the
        // token's only distinguishes keys of different types that share an id.
        self.keys.iter().find(|key| key.kid == kid && key.alg == alg).cloned()
    }
}

impl fmt::Debug for ExternalIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExternalIssuer({})", self.trusted.issuer)
    }
}

/// The key id of a header, if the header may belong to an ID token.
fn kid(header: &Header) -> Result<&str, IdTokenError> {
    // Access and logout tokens have types of their own (RFC 9068).
    if header.typ.as_deref().is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(IdTokenError::Refused("is a token of another kind"));
    }
    if header.crit.is_some() {
        return Err(IdTokenError::Refused("has critical extensions that are not supported"));
    }
    header.kid.as_deref().ok_or(IdTokenError::Refused("names no key"))
}

/// The rest of the `period` that began at `since`; `None` when it is over, or when the
/// clock went back.
fn within(
    since: Option<Timestamp>,
    period: SignedDuration,
    now: Timestamp,
) -> Option<SignedDuration> {
    let age = now.duration_since(since?);
    (!age.is_negative() && age < period).then(|| period - age)
}

/// Validates only the signature. [`IdClaims::check`] checks the claims with the port's
/// clock, which tests move.
fn signature_only(alg: Algorithm) -> Validation {
    let mut validation = Validation::new(alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims::<&str>(&[]);
    validation
}

/// The hash of the signed part of a token. The signature is left out, because anyone can
/// turn an ECDSA signature into another valid one.
fn fingerprint(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, signed.as_bytes()))
}
