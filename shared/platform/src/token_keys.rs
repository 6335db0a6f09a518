use aws_lc_rs::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::EncodingKey;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    KeyError, TokenIssuer, TokenKind,
    tokens::{PublicKey, SigningKey, thumbprint},
};

/// The time between a key's creation and its first signature. The deployment updates
/// the functions one after another; by then every function knows the public half.
const NOTICE: SignedDuration = SignedDuration::from_mins(10);
/// How long a key is accepted after its successor began to sign, for functions that
/// have not been updated yet and still sign with it.
const GRACE: SignedDuration = SignedDuration::from_hours(1);
/// The maximum number of keys: their public halves are in every function's
/// environment, which Lambda limits to 4 KB.
const MOST: usize = 6;
/// The time from which the very first key signs.
const EVER: Timestamp = Timestamp::UNIX_EPOCH;

/// The private token keys of all generations that are still needed: the value of the
/// secret `TokenKey`.
#[derive(Clone)]
pub struct TokenKeys(Vec<TokenKey>);

/// An Ed25519 key pair, and the time from which it signs.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TokenKey {
    generation: u32,
    /// The thumbprint of the public half. It could be derived from `pair`; it is stored for
    /// people who read the secret.
    kid: String,
    #[serde(default = "ever", skip_serializing_if = "is_ever")]
    signs_from: Timestamp,
    /// PKCS #8, base64url.
    pair: String,
}

const fn ever() -> Timestamp {
    EVER
}

fn is_ever(time: &Timestamp) -> bool {
    *time == EVER
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    keys: Vec<TokenKey>,
}

impl TokenKeys {
    /// Generates the first key, which signs immediately.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn generate(generation: u32) -> Result<Self, KeyError> {
        Ok(Self(vec![TokenKey::generate(generation, EVER)?]))
    }

    /// Parses the secret's value: the text that [`Self::to_text`] wrote, or a single bare
    /// key pair, the format from before keys had generations.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`], which quotes no part of the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(unreadable("it is empty"));
        }
        if !text.starts_with('{') {
            let mut only = TokenKey {
                generation: 0,
                kid: String::new(),
                signs_from: EVER,
                pair: text.to_owned(),
            };
            only.kid = only.open()?.1;
            return Ok(Self(vec![only]));
        }
        let Kept { keys } =
            serde_json::from_str(text).map_err(|_| unreadable("it is no list of keys"))?;
        if keys.is_empty() {
            return Err(unreadable("it has no key"));
        }
        for key in &keys {
            if key.open()?.1 != key.kid {
                return Err(unreadable("a key is not the one that it is called"));
            }
        }
        let in_order = keys.windows(2).all(|pair| {
            pair[0].generation < pair[1].generation && pair[0].signs_from <= pair[1].signs_from
        });
        if in_order { Ok(Self(keys)) } else { Err(unreadable("its keys are not in order")) }
    }

    /// The text that is stored in the secret.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({"keys": self.0}).to_string()
    }

    /// The generation of the newest key.
    #[must_use]
    pub fn generation(&self) -> u32 {
        self.0.last().map_or(0, |key| key.generation)
    }

    /// These keys plus a new one, which begins to sign after `NOTICE`. Keys whose tokens
    /// have all expired are left out.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`]; [`KeyError::TooMany`] when `MOST` keys are still needed.
    pub fn rotated(&self, generation: u32, now: Timestamp) -> Result<Self, KeyError> {
        let ends = |at: usize| self.0.get(at + 1).map(|next| over(next, TokenKind::Refresh));
        let is_needed = |at: usize| ends(at).is_none_or(|end| now < end);
        let mut keys: Vec<_> =
            (0..self.0.len()).filter(|&at| is_needed(at)).map(|at| self.0[at].clone()).collect();
        if keys.len() >= MOST {
            return Err(KeyError::TooMany(MOST));
        }
        let second = Timestamp::from_second((now + NOTICE).as_second()).unwrap_or(now);
        let signs_from = self.0.last().map_or(second, |last| last.signs_from.max(second));
        keys.push(TokenKey::generate(generation, signs_from)?);
        Ok(Self(keys))
    }

    /// An issuer that signs with these keys, each in its period.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`].
    pub fn issuer(&self) -> Result<TokenIssuer, KeyError> {
        let keys = self.0.iter().map(|key| {
            let (pkcs8, kid, _) = key.open()?;
            Ok(SigningKey {
                kid,
                signs_from: key.signs_from,
                key: EncodingKey::from_ed_der(&pkcs8),
            })
        });
        Ok(TokenIssuer::new(keys.collect::<Result<_, KeyError>>()?, self.jwks()?))
    }

    /// The public halves as a JSON Web Key Set, with the periods in which verifiers
    /// accept them.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`].
    pub fn jwks(&self) -> Result<Value, KeyError> {
        let keys = self.0.iter().enumerate().map(|(at, key)| {
            let (_, kid, x) = key.open()?;
            let until = |kind| self.0.get(at + 1).map(|next| over(next, kind).as_second());
            let signs_from = (key.signs_from != EVER).then(|| key.signs_from.as_second());
            Ok(PublicKey {
                signs_from,
                access_until: until(TokenKind::Access),
                refresh_until: until(TokenKind::Refresh),
                ..PublicKey::new(kid, x)
            })
        });
        Ok(json!({"keys": keys.collect::<Result<Vec<_>, KeyError>>()?}))
    }
}

/// The time until which tokens of `kind` are accepted that were signed by the key before
/// `next`.
fn over(next: &TokenKey, kind: TokenKind) -> Timestamp {
    let retired = next.signs_from + GRACE;
    match kind {
        // The access tokens that it signed before its successor have expired by then.
        TokenKind::Access => retired,
        TokenKind::Refresh => retired + TokenKind::Refresh.lifetime(),
    }
}

impl TokenKey {
    fn generate(generation: u32, signs_from: Timestamp) -> Result<Self, KeyError> {
        let pkcs8 =
            Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| KeyError::Random)?;
        let pair = URL_SAFE_NO_PAD.encode(pkcs8.as_ref());
        let mut made = Self { generation, kid: String::new(), signs_from, pair };
        made.kid = made.open()?.1;
        Ok(made)
    }

    /// The pair in PKCS #8, its key id, and the public half in base64url.
    fn open(&self) -> Result<(Vec<u8>, String, String), KeyError> {
        let malformed = || unreadable("it is no Ed25519 key pair in base64url");
        let pkcs8 = URL_SAFE_NO_PAD.decode(&self.pair).map_err(|_| malformed())?;
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|_| malformed())?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok((pkcs8, thumbprint(&public), public))
    }
}

const fn unreadable(problem: &'static str) -> KeyError {
    KeyError::Unreadable("token", problem)
}

#[cfg(test)]
mod tests;
