use std::{fmt, sync::Arc};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::KeyError;

/// The P-256 key pair that identifies the deployment to push services (RFC 8292).
///
/// It is created once and never replaced: a browser's subscription is bound to the public key, so
/// a new pair would make all subscriptions unusable.
#[derive(Clone)]
pub struct PushKeys {
    pair: Arc<EcdsaKeyPair>,
    /// PKCS #8, base64url.
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Kept {
    /// The public half. It could be derived from `pair`; it is stored for people who read the
    /// secret.
    public_key: String,
    /// PKCS #8, base64url.
    pair: String,
}

impl PushKeys {
    /// A new key pair.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn generate() -> Result<Self, KeyError> {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new())
            .map_err(|_| KeyError::Random)?;
        Self::open(URL_SAFE_NO_PAD.encode(pkcs8.as_ref()))
    }

    /// Parses the text that [`Self::to_text`] wrote.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`], which quotes no part of the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(unreadable("it is empty"));
        }
        let Kept { public_key, pair } =
            serde_json::from_str(text).map_err(|_| unreadable("it is no key pair"))?;
        let keys = Self::open(pair)?;
        if keys.public_key() == public_key {
            Ok(keys)
        } else {
            Err(unreadable("its public key is not that of the pair"))
        }
    }

    fn open(text: String) -> Result<Self, KeyError> {
        let malformed = || unreadable("it is no P-256 key pair in base64url");
        let pkcs8 = URL_SAFE_NO_PAD.decode(&text).map_err(|_| malformed())?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8)
            .map_err(|_| malformed())?;
        Ok(Self { pair: Arc::new(pair), text })
    }

    /// The text that is stored in the secret.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!(Kept { public_key: self.public_key(), pair: self.text.clone() }).to_string()
    }

    /// The public half as an uncompressed point in base64url: the `applicationServerKey`
    /// of the Push API and the parameter `k` of RFC 8292.
    #[must_use]
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref())
    }

    /// Signs with ES256 (RFC 7518, section 3.4): ECDSA over SHA-256, as r and s of 32 bytes each.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`] when the operating system returns no random bytes.
    pub fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = self.pair.sign(&SystemRandom::new(), bytes);
        Ok(signature.map_err(|_| KeyError::Random)?.as_ref().to_vec())
    }
}

impl fmt::Debug for PushKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PushKeys").field(&self.public_key()).finish()
    }
}

const fn unreadable(problem: &'static str) -> KeyError {
    KeyError::Unreadable("push", problem)
}
