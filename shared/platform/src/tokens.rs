use std::fmt;

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// `iss` of every token.
const ISSUER: &str = "docket";
/// `aud` of every token.
const AUDIENCE: &str = "docket-api";

/// The purpose of a token. The `typ` header carries it, so that one kind is never
/// accepted as the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Authorizes API requests; valid for 15 minutes.
    Access,
    /// Is exchanged for a new pair of tokens; valid for 30 days.
    Refresh,
}

impl TokenKind {
    /// How long a token of this kind is valid.
    #[must_use]
    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Access => SignedDuration::from_mins(15),
            Self::Refresh => SignedDuration::from_hours(30 * 24),
        }
    }

    /// The `typ` header. RFC 9068 registers `at+jwt`; `rt+jwt` is Docket's own.
    const fn typ(self) -> &'static str {
        match self {
            Self::Access => "at+jwt",
            Self::Refresh => "rt+jwt",
        }
    }
}

/// The claims of a token about its bearer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// A member's id, or a buyer's customer key. Never a phone number.
    pub sub: String,
    /// `buyer`, `seller`, `driver` or `admin`.
    pub role: String,
    /// The seller that the bearer works for, as staff or as a driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
    /// The token family: all tokens that descend from one sign-in.
    pub family: String,
    /// The position of a refresh token in its family; 0 for the first.
    #[serde(default)]
    pub seq: u32,
    /// The member's epoch when the token was issued. Raising the member's epoch revokes
    /// the tokens of earlier epochs.
    #[serde(default, skip_serializing_if = "is_first")]
    pub epoch: u32,
    /// The key of the contact that received the code of this sign-in, or that the external
    /// issuer verified. A token without it owns no orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The contact's epoch when the token was issued. Signing out everywhere raises it.
    #[serde(default, skip_serializing_if = "is_first")]
    pub contact_epoch: u32,
    /// Whether the sign-in was proved by an external issuer's ID token instead of a code.
    #[serde(default, skip_serializing_if = "is_false")]
    pub external: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_false(it: &bool) -> bool {
    !*it
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_first(epoch: &u32) -> bool {
    *epoch == 0
}

/// A token that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The claims about its bearer.
    pub claims: Claims,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    claims: Claims,
}

/// A token was refused, or a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The token is genuine and has expired.
    #[error("the token has expired; refresh it or sign in again")]
    Expired,
    /// The token is not genuine: it is forged or damaged, or has another kind or key.
    #[error("the token is not valid; sign in again")]
    Invalid,
    /// The key material is unusable, or signing failed.
    #[error("the token key is unusable: {0}")]
    Key(String),
}

/// A private key, and the time from which it signs.
#[derive(Clone)]
pub(crate) struct SigningKey {
    pub kid: String,
    pub signs_from: Timestamp,
    pub key: EncodingKey,
}

/// Signs tokens with Ed25519, using the newest key whose start time has passed.
#[derive(Clone)]
pub struct TokenIssuer {
    /// Oldest first.
    keys: Vec<SigningKey>,
    jwks: Value,
}

impl TokenIssuer {
    /// Makes an issuer. `jwks` has the public halves of all `keys`.
    pub(crate) fn new(keys: Vec<SigningKey>, jwks: Value) -> Self {
        Self { keys, jwks }
    }

    /// This issuer, restricted to the keys that `verifier` knows. A key that is missing from
    /// this function's environment may be missing from other functions' as well, so they could
    /// not verify its tokens.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when `verifier` knows none of the keys.
    pub fn known_to(mut self, verifier: &TokenVerifier) -> Result<Self, TokenError> {
        self.keys.retain(|key| verifier.find(&key.kid).is_some());
        if self.keys.is_empty() {
            return Err(TokenError::Key("PUBLIC_KEYS names none of the secret's keys".to_owned()));
        }
        Ok(self)
    }

    /// The key that signs at `now`: the newest whose start time has passed.
    fn key(&self, now: Timestamp) -> Result<&SigningKey, TokenError> {
        let begun = self.keys.iter().rfind(|key| key.signs_from <= now);
        begun.ok_or_else(|| TokenError::Key("no key's time has come yet".to_owned()))
    }

    /// Issues a signed token of `kind` with `claims`, valid from `now` for the lifetime of its
    /// kind.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when no key may sign yet, or signing fails.
    pub fn issue(
        &self,
        kind: TokenKind,
        claims: &Claims,
        now: Timestamp,
    ) -> Result<String, TokenError> {
        let SigningKey { kid, key, .. } = self.key(now)?;
        let header = Header {
            typ: Some(kind.typ().to_owned()),
            kid: Some(kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let envelope = Envelope {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now.as_second(),
            exp: (now + kind.lifetime()).as_second(),
            claims: claims.clone(),
        };
        jsonwebtoken::encode(&header, &envelope, key)
            .map_err(|error| TokenError::Key(error.to_string()))
    }

    /// The public halves as a JSON Web Key Set, as [`TokenVerifier::from_jwks`] reads it.
    #[must_use]
    pub const fn jwks(&self) -> &Value {
        &self.jwks
    }
}

impl fmt::Debug for TokenIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.kid)).finish()
    }
}

/// A public token key as a JSON Web Key (RFC 8037), with the periods in which its tokens
/// are accepted, in seconds since 1970. An absent time sets no bound. The periods are
/// Docket's own members and are not published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PublicKey {
    pub kty: String,
    pub crv: String,
    #[serde(rename = "use")]
    pub purpose: String,
    pub alg: String,
    pub kid: String,
    pub x: String,
    /// The first second that it signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signs_from: Option<i64>,
    /// The time from which the key signs no more and its access tokens are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_until: Option<i64>,
    /// The time from which its refresh tokens are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_until: Option<i64>,
}

impl PublicKey {
    /// The key with the public half `x`, without time bounds.
    pub fn new(kid: String, x: String) -> Self {
        Self {
            kty: "OKP".to_owned(),
            crv: "Ed25519".to_owned(),
            purpose: "sig".to_owned(),
            alg: "EdDSA".to_owned(),
            kid,
            x,
            signs_from: None,
            access_until: None,
            refresh_until: None,
        }
    }

    /// Whether a token of `kind` that this key signed at `issued_at` is accepted at `now`.
    fn covers(&self, kind: TokenKind, issued_at: i64, now: Timestamp) -> bool {
        let until = match kind {
            TokenKind::Access => self.access_until,
            TokenKind::Refresh => self.refresh_until,
        };
        until.is_none_or(|until| now.as_second() < until)
            && self.signs_from.is_none_or(|from| from <= issued_at)
            // The key was retired before `issued_at`, so only a thief can have used it.
            && self.access_until.is_none_or(|until| issued_at < until)
    }
}

/// Verifies tokens with the public keys; holds no secret. The default verifier has no keys
/// and refuses every token.
#[derive(Clone, Default)]
pub struct TokenVerifier {
    keys: Vec<(PublicKey, DecodingKey)>,
}

impl TokenVerifier {
    /// Makes a verifier from a JSON Web Key Set with Ed25519 keys.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when the set is malformed or empty.
    pub fn from_jwks(jwks: &Value) -> Result<Self, TokenError> {
        let set: KeySet = KeySet::deserialize(jwks)
            .map_err(|error| TokenError::Key(format!("PUBLIC_KEYS is no key set: {error}")))?;
        if set.keys.is_empty() {
            return Err(TokenError::Key("PUBLIC_KEYS has no key".to_owned()));
        }
        let keys = set.keys.into_iter().map(|key| {
            if (key.kty.as_str(), key.crv.as_str()) != ("OKP", "Ed25519") {
                return Err(TokenError::Key(format!("{} is no Ed25519 key", key.kid)));
            }
            let decoding = DecodingKey::from_ed_components(&key.x)
                .map_err(|error| TokenError::Key(error.to_string()))?;
            Ok((key, decoding))
        });
        Ok(Self { keys: keys.collect::<Result<_, TokenError>>()? })
    }

    fn find(&self, kid: &str) -> Option<&(PublicKey, DecodingKey)> {
        self.keys.iter().find(|(key, _)| key.kid == kid)
    }

    /// Verifies a token of `kind` at `now`.
    ///
    /// Checks signature, algorithm, key id, type, issuer, audience and expiry, and the
    /// periods in which the key's tokens are accepted.
    ///
    /// # Errors
    ///
    /// [`TokenError::Expired`] or [`TokenError::Invalid`].
    pub fn verify(
        &self,
        kind: TokenKind,
        token: &str,
        now: Timestamp,
    ) -> Result<Token, TokenError> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Invalid)?;
        if header.typ.as_deref() != Some(kind.typ()) {
            return Err(TokenError::Invalid);
        }
        let kid = header.kid.ok_or(TokenError::Invalid)?;
        let (public, key) = self.find(&kid).ok_or(TokenError::Invalid)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "exp", "sub"]);
        // Expiry is compared below with the port's clock, which tests move.
        validation.validate_exp = false;
        let envelope = jsonwebtoken::decode::<Envelope>(token, key, &validation)
            .map_err(|_| TokenError::Invalid)?
            .claims;
        if envelope.exp <= now.as_second() {
            return Err(TokenError::Expired);
        }
        if !public.covers(kind, envelope.iat, now) {
            return Err(TokenError::Invalid);
        }
        let time = |second| Timestamp::from_second(second).map_err(|_| TokenError::Invalid);
        Ok(Token {
            issued_at: time(envelope.iat)?,
            expires_at: time(envelope.exp)?,
            claims: envelope.claims,
        })
    }

    /// The public keys for publication, with standard members only: the keys whose tokens
    /// may be accepted now or later.
    #[must_use]
    pub fn published(&self, now: Timestamp) -> Value {
        let keys = self.keys.iter().map(|(key, _)| key);
        let good = keys.filter(|key| key.refresh_until.is_none_or(|it| now.as_second() < it));
        good.map(|key| json!(PublicKey::new(key.kid.clone(), key.x.clone()))).collect()
    }
}

impl fmt::Debug for TokenVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(key, _)| &key.kid)).finish()
    }
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<PublicKey>,
}

/// The key id: the JWK thumbprint (RFC 7638, RFC 8037 appendix A.3).
pub(crate) fn thumbprint(x: &str) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::KeyMaterial;

    fn claims() -> Claims {
        Claims {
            sub: "c1".to_owned(),
            role: "buyer".to_owned(),
            seller: None,
            family: "f1".to_owned(),
            seq: 0,
            epoch: 0,
            contact: None,
            contact_epoch: 0,
            external: false,
        }
    }

    fn keys() -> (TokenIssuer, TokenVerifier) {
        let issuer = KeyMaterial::generate().unwrap().issuer().unwrap();
        let verifier = TokenVerifier::from_jwks(issuer.jwks()).unwrap();
        (issuer, verifier)
    }

    #[test]
    fn token_carries_its_claims_until_it_expires() {
        let (issuer, verifier) = keys();
        let now = Timestamp::UNIX_EPOCH;
        let token = issuer.issue(TokenKind::Access, &claims(), now).unwrap();
        assert_eq!(verifier.verify(TokenKind::Access, &token, now).unwrap().claims, claims());
        let later = now + TokenKind::Access.lifetime();
        let refused = verifier.verify(TokenKind::Access, &token, later);
        assert!(matches!(refused, Err(TokenError::Expired)));
    }

    #[test]
    fn token_is_refused_when_of_another_kind_key_or_algorithm() {
        let (issuer, verifier) = keys();
        let (stranger, _) = keys();
        let now = Timestamp::UNIX_EPOCH;
        let refresh = issuer.issue(TokenKind::Refresh, &claims(), now).unwrap();
        let foreign = stranger.issue(TokenKind::Access, &claims(), now).unwrap();
        let good = issuer.issue(TokenKind::Access, &claims(), now).unwrap();
        let (_, body) = good.split_once('.').unwrap();
        let header = json!({"alg": "none", "typ": "at+jwt", "kid": issuer.keys[0].kid});
        let none = format!("{}.{body}", URL_SAFE_NO_PAD.encode(header.to_string()));
        for token in [&refresh, &foreign, &none, "", "a.b.c"] {
            let refused = verifier.verify(TokenKind::Access, token, now);
            assert!(matches!(refused, Err(TokenError::Invalid)), "{token}");
        }
    }
}
