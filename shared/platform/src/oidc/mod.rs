//! One external `OpenID` Connect issuer, whose ID tokens may be exchanged for
//! Docket's own.
//!
//! Nothing but the exchange looks at an ID token: everywhere else only
//! Docket's own tokens are good.

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

/// How long the issuer's keys are used before they are read again: as long as
/// an access token lives, so that a withdrawn key opens nothing for longer.
const KEYS_GOOD: SignedDuration = SignedDuration::from_mins(15);
/// How soon they are read again because a token names an unknown one; anybody
/// can make up such a token.
const UNKNOWN_KEY: SignedDuration = SignedDuration::from_mins(1);
/// How soon they are read again when there are none.
const NO_KEYS: SignedDuration = SignedDuration::from_secs(10);

/// What a good ID token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The verified addresses of its bearer, the phone first; at least one.
    pub contacts: Vec<Contact>,
    /// Names the token, and no other that is good.
    pub fingerprint: String,
    /// From when on it is refused for its age.
    pub good_until: Timestamp,
}

/// Checks the external issuer's ID tokens.
pub struct ExternalIssuer {
    trusted: Oidc,
    fetcher: Fetcher,
    keys: Mutex<Known>,
}

/// What this process knows of the issuer's keys.
#[derive(Default)]
struct Known {
    keys: Vec<IssuerKey>,
    read_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
    failed: bool,
}

impl ExternalIssuer {
    /// Trusts an issuer, whose keys `http` reads. Nothing is read before the
    /// first token comes.
    ///
    /// # Errors
    ///
    /// [`IssuerError`] when its URL is none that can be trusted.
    pub fn new(
        trusted: Oidc,
        transport: Transport,
        http: Arc<dyn HttpClient>,
    ) -> Result<Self, IssuerError> {
        let fetcher = Fetcher::new(&trusted.issuer, transport, http)?;
        Ok(Self { trusted, fetcher, keys: Mutex::default() })
    }

    /// Reads an ID token, if it is good at `now`.
    ///
    /// # Errors
    ///
    /// [`IdTokenError`].
    pub async fn verify(&self, token: &str, now: Timestamp) -> Result<Identity, IdTokenError> {
        let malformed = |_| IdTokenError::Refused("is malformed");
        let header = jsonwebtoken::decode_header(token).map_err(malformed)?;
        let kid = kid(&header)?;
        // Before any key is asked for: other issuers' tokens cause no request.
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

    /// The key that a token names; read from the issuer when it is not known.
    async fn key(
        &self,
        kid: &str,
        alg: Algorithm,
        now: Timestamp,
    ) -> Result<IssuerKey, IdTokenError> {
        // Held while reading, so that a crowd causes one request.
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
        // The algorithm is the key's; that the token names the same one only
        // tells apart keys of different types with one name.
        self.keys.iter().find(|key| key.kid == kid && key.alg == alg).cloned()
    }
}

impl fmt::Debug for ExternalIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExternalIssuer({})", self.trusted.issuer)
    }
}

/// The key's name in a header that an ID token of this issuer may have.
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

/// How long it is until `since` is `period` ago; nothing when it already is,
/// or when the clock went back.
fn within(
    since: Option<Timestamp>,
    period: SignedDuration,
    now: Timestamp,
) -> Option<SignedDuration> {
    let age = now.duration_since(since?);
    (!age.is_negative() && age < period).then(|| period - age)
}

/// Looks at nothing but the signature; the claims are checked with the port's
/// clock, which tests move.
fn signature_only(alg: Algorithm) -> Validation {
    let mut validation = Validation::new(alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims::<&str>(&[]);
    validation
}

/// The hash of what is signed. A signature can be rewritten into another good
/// one (ECDSA) by anybody, what it signs cannot.
fn fingerprint(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, signed.as_bytes()))
}
