//! The token that identifies the deployment to a push service (VAPID, RFC 8292).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_platform::{
    Clock, KeyError,
    push::{PushContact, PushKeys},
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// The lifetime of a token. RFC 8292 allows 24 hours; half of them leaves room for clock skew.
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// How long a token is cached, so that not every message needs a signature.
const REUSED: SignedDuration = SignedDuration::from_hours(1);
/// The maximum number of origins whose tokens are cached. Real browsers use a few dozen; a client
/// could invent thousands.
const MOST: usize = 100;

/// Makes and caches the tokens of one key pair.
pub struct Vapid {
    keys: PushKeys,
    contact: Option<PushContact>,
    clock: Arc<dyn Clock>,
    tokens: Mutex<HashMap<String, Token>>,
}

#[derive(Clone)]
struct Token {
    made: Timestamp,
    text: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<&'a str>,
}

impl Vapid {
    /// Makes a source of tokens with these keys. `contact` is the contact that a push service may
    /// use.
    pub fn new(keys: PushKeys, contact: Option<PushContact>, clock: Arc<dyn Clock>) -> Self {
        Self { keys, contact, clock, tokens: Mutex::default() }
    }

    /// The value of the header `Authorization` for requests to this origin.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn authorization(&self, origin: &str) -> Result<String, KeyError> {
        let now = self.clock.now();
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = tokens.get(origin).filter(|it| it.made <= now && now < it.made + REUSED);
        let token = if let Some(token) = kept {
            token.text.clone()
        } else {
            let text = self.token(origin, now)?;
            if tokens.len() >= MOST {
                tokens.clear();
            }
            tokens.insert(origin.to_owned(), Token { made: now, text: text.clone() });
            text
        };
        Ok(format!("vapid t={token}, k={}", self.keys.public_key()))
    }

    fn token(&self, origin: &str, now: Timestamp) -> Result<String, KeyError> {
        let claims = Claims {
            aud: origin,
            exp: (now + LIFETIME).as_second(),
            sub: self.contact.as_ref().map(PushContact::as_str),
        };
        let claims = serde_json::to_vec(&claims)
            .map_err(|_| KeyError::Unreadable("push", "its token is no JSON"))?;
        let header = URL_SAFE_NO_PAD.encode(br#"{"typ":"JWT","alg":"ES256"}"#);
        let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
        let signature = self.keys.sign(signed.as_bytes())?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}
