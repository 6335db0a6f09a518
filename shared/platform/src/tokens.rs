use std::fmt;

use aws_lc_rs::{
    digest,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// `iss` of every token.
const ISSUER: &str = "docket";
/// `aud` of every token.
const AUDIENCE: &str = "docket-api";

/// What a token is for; pinned by the `typ` header, so that one kind is never
/// accepted as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Opens the API; lives 15 minutes.
    Access,
    /// Is exchanged for a new pair; lives 30 days.
    Refresh,
}

impl TokenKind {
    /// How long a token of this kind is good for.
    #[must_use]
    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Access => SignedDuration::from_mins(15),
            Self::Refresh => SignedDuration::from_hours(30 * 24),
        }
    }

    /// The `typ` header (RFC 9068 registers `at+jwt`; the other is ours).
    const fn typ(self) -> &'static str {
        match self {
            Self::Access => "at+jwt",
            Self::Refresh => "rt+jwt",
        }
    }
}

/// What a token says about its bearer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// A member's id, or a buyer's customer key. Never a phone number.
    pub sub: String,
    /// `buyer`, `seller`, `driver` or `admin`.
    pub role: String,
    /// The seller whose staff or driver this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
    /// The family of tokens that descends from one sign-in.
    pub family: String,
    /// The place of a refresh token in its family; 0 for the first.
    #[serde(default)]
    pub seq: u32,
    /// The member's epoch; what makes a member's tokens void raises it.
    #[serde(default, skip_serializing_if = "is_first")]
    pub epoch: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_first(epoch: &u32) -> bool {
    *epoch == 0
}

/// A token that was found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it says.
    pub claims: Claims,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it is over.
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

/// A token, or a key, was refused.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The token was good and is over.
    #[error("the token has expired")]
    Expired,
    /// Not a token of ours: forged, damaged, of another kind or another key.
    #[error("the token is not valid")]
    Invalid,
    /// A key could not be used.
    #[error("the token key is unusable: {0}")]
    Key(String),
}

/// Signs tokens with Ed25519.
#[derive(Clone)]
pub struct TokenIssuer {
    key: EncodingKey,
    kid: String,
    public: String,
}

impl TokenIssuer {
    /// An issuer from a PKCS #8 key pair.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when the bytes are no Ed25519 key pair.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, TokenError> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8)
            .map_err(|error| TokenError::Key(error.to_string()))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self { key: EncodingKey::from_ed_der(pkcs8), kid: thumbprint(&public), public })
    }

    /// A signed token of `kind` with `claims`, good from `now` on.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when signing fails.
    pub fn issue(
        &self,
        kind: TokenKind,
        claims: &Claims,
        now: Timestamp,
    ) -> Result<String, TokenError> {
        let header = Header {
            typ: Some(kind.typ().to_owned()),
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let envelope = Envelope {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now.as_second(),
            exp: (now + kind.lifetime()).as_second(),
            claims: claims.clone(),
        };
        jsonwebtoken::encode(&header, &envelope, &self.key)
            .map_err(|error| TokenError::Key(error.to_string()))
    }

    /// The public key as a JSON Web Key Set, as verifiers take it.
    #[must_use]
    pub fn jwks(&self) -> Value {
        json!({"keys": [{
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": self.kid, "x": self.public,
        }]})
    }
}

impl fmt::Debug for TokenIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenIssuer({})", self.kid)
    }
}

/// Checks tokens against the public keys; holds no secret.
#[derive(Clone)]
pub struct TokenVerifier {
    keys: Vec<(String, DecodingKey)>,
    jwks: Value,
}

impl TokenVerifier {
    /// A verifier from a JSON Web Key Set with Ed25519 keys.
    ///
    /// # Errors
    ///
    /// [`TokenError::Key`] when the set is malformed or empty.
    pub fn from_jwks(jwks: &Value) -> Result<Self, TokenError> {
        let malformed = |what: &str| TokenError::Key(format!("the key set has no {what}"));
        let keys = jwks["keys"]
            .as_array()
            .ok_or_else(|| malformed("keys"))?
            .iter()
            .map(|key| {
                let kid = key["kid"].as_str().ok_or_else(|| malformed("kid"))?;
                let x = key["x"].as_str().ok_or_else(|| malformed("x"))?;
                let decoding = DecodingKey::from_ed_components(x)
                    .map_err(|error| TokenError::Key(error.to_string()))?;
                Ok((kid.to_owned(), decoding))
            })
            .collect::<Result<Vec<_>, TokenError>>()?;
        if keys.is_empty() {
            return Err(malformed("keys"));
        }
        Ok(Self { keys, jwks: jwks.clone() })
    }

    /// Reads a token of `kind`, if it is good at `now`.
    ///
    /// Algorithm, key id, type, issuer and audience are pinned.
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
        let (_, key) =
            self.keys.iter().find(|(known, _)| *known == kid).ok_or(TokenError::Invalid)?;
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
        let time = |second| Timestamp::from_second(second).map_err(|_| TokenError::Invalid);
        Ok(Token {
            issued_at: time(envelope.iat)?,
            expires_at: time(envelope.exp)?,
            claims: envelope.claims,
        })
    }

    /// The public keys, for everybody.
    #[must_use]
    pub fn jwks(&self) -> &Value {
        &self.jwks
    }
}

impl fmt::Debug for TokenVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(kid, _)| kid)).finish()
    }
}

/// The key id: the JWK thumbprint (RFC 7638, RFC 8037 appendix A.3).
fn thumbprint(x: &str) -> String {
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
        }
    }

    fn keys() -> (TokenIssuer, TokenVerifier) {
        let issuer = KeyMaterial::generate().unwrap().issuer().unwrap();
        let verifier = TokenVerifier::from_jwks(&issuer.jwks()).unwrap();
        (issuer, verifier)
    }

    #[test]
    fn a_token_carries_its_claims_until_it_expires() {
        let (issuer, verifier) = keys();
        let now = Timestamp::UNIX_EPOCH;
        let token = issuer.issue(TokenKind::Access, &claims(), now).unwrap();
        assert_eq!(verifier.verify(TokenKind::Access, &token, now).unwrap().claims, claims());
        let later = now + TokenKind::Access.lifetime();
        let refused = verifier.verify(TokenKind::Access, &token, later);
        assert!(matches!(refused, Err(TokenError::Expired)));
    }

    #[test]
    fn a_token_of_another_kind_key_or_algorithm_is_refused() {
        let (issuer, verifier) = keys();
        let (stranger, _) = keys();
        let now = Timestamp::UNIX_EPOCH;
        let refresh = issuer.issue(TokenKind::Refresh, &claims(), now).unwrap();
        let foreign = stranger.issue(TokenKind::Access, &claims(), now).unwrap();
        let good = issuer.issue(TokenKind::Access, &claims(), now).unwrap();
        let (_, body) = good.split_once('.').unwrap();
        let header = json!({"alg": "none", "typ": "at+jwt", "kid": issuer.kid});
        let none = format!("{}.{body}", URL_SAFE_NO_PAD.encode(header.to_string()));
        for token in [&refresh, &foreign, &none, "", "a.b.c"] {
            let refused = verifier.verify(TokenKind::Access, token, now);
            assert!(matches!(refused, Err(TokenError::Invalid)), "{token}");
        }
    }
}
