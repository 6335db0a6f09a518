use std::fmt;

use aws_lc_rs::{hmac, rand::SecureRandom, rand::SystemRandom};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::tokens::{TokenError, TokenIssuer, TokenVerifier};

/// Bytes of an HMAC-SHA-256.
pub const MAC_BYTES: usize = 32;

/// `N` bytes from the operating system's generator.
///
/// # Errors
///
/// [`KeyError::Random`] when the operating system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| KeyError::Random)?;
    Ok(bytes)
}

/// A secret for keyed hashes.
#[derive(Clone)]
pub struct SecretKey(hmac::Key);

impl SecretKey {
    /// A key from its raw bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// HMAC-SHA-256 over the parts, each preceded by its length, so that
    /// ("ab", "c") and ("a", "bc") differ.
    #[must_use]
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; MAC_BYTES] {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut out = [0; MAC_BYTES];
        out.copy_from_slice(context.sign().as_ref());
        out
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(redacted)")
    }
}

/// A key is missing or unusable.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system gave no random bytes.
    #[error("no random bytes to be had")]
    Random,
    /// This function was not granted the key that it asked for.
    #[error("this function was not given the {0} key")]
    NotGranted(&'static str),
    /// A stored key could not be read.
    #[error("the {0} key could not be read: {1}")]
    Unreadable(&'static str, String),
    /// A token key is malformed.
    #[error(transparent)]
    Token(#[from] TokenError),
}

/// The keys of one function; it holds only those that it was granted.
#[derive(Debug, Clone)]
pub struct Keys {
    verifier: TokenVerifier,
    issuer: Option<TokenIssuer>,
    codes: Option<SecretKey>,
    ids: Option<SecretKey>,
}

impl Keys {
    /// The keys granted to a function; an absent one was not.
    #[must_use]
    pub fn new(
        verifier: TokenVerifier,
        issuer: Option<TokenIssuer>,
        codes: Option<SecretKey>,
        ids: Option<SecretKey>,
    ) -> Self {
        Self { verifier, issuer, codes, ids }
    }

    /// Checks tokens; every function has it.
    #[must_use]
    pub fn verifier(&self) -> &TokenVerifier {
        &self.verifier
    }

    /// Signs tokens.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`], a mistake in the template.
    pub fn issuer(&self) -> Result<&TokenIssuer, KeyError> {
        self.issuer.as_ref().ok_or(KeyError::NotGranted("token"))
    }

    /// Makes the codes that are sent to people.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`], a mistake in the template.
    pub fn codes(&self) -> Result<&SecretKey, KeyError> {
        self.codes.as_ref().ok_or(KeyError::NotGranted("code"))
    }

    /// Makes ids, customer keys and cursor signatures; never rotates.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`], a mistake in the template.
    pub fn ids(&self) -> Result<&SecretKey, KeyError> {
        self.ids.as_ref().ok_or(KeyError::NotGranted("id"))
    }
}

/// The private parts of all keys, as they are made once and kept: in Secrets
/// Manager, or beside the local program's data.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct KeyMaterial {
    /// Ed25519 key pair, PKCS #8, base64url.
    pub token: String,
    /// 32 bytes, base64url.
    pub code: String,
    /// 32 bytes, base64url.
    pub id: String,
}

impl KeyMaterial {
    /// Fresh keys.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`] when the operating system gives no random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        let pkcs8 = aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|_| KeyError::Random)?;
        Ok(Self {
            token: URL_SAFE_NO_PAD.encode(pkcs8.as_ref()),
            code: URL_SAFE_NO_PAD.encode(random::<32>()?),
            id: URL_SAFE_NO_PAD.encode(random::<32>()?),
        })
    }

    /// The token issuer of these keys.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] or [`KeyError::Token`] when the text is no key pair.
    pub fn issuer(&self) -> Result<TokenIssuer, KeyError> {
        Ok(TokenIssuer::from_pkcs8(&decode("token", &self.token)?)?)
    }

    /// The secret behind codes.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] when the text is not base64url.
    pub fn codes(&self) -> Result<SecretKey, KeyError> {
        Ok(SecretKey::new(&decode("code", &self.code)?))
    }

    /// The secret behind ids.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] when the text is not base64url.
    pub fn ids(&self) -> Result<SecretKey, KeyError> {
        Ok(SecretKey::new(&decode("id", &self.id)?))
    }
}

fn decode(what: &'static str, text: &str) -> Result<Vec<u8>, KeyError> {
    URL_SAFE_NO_PAD
        .decode(text.trim())
        .map_err(|error| KeyError::Unreadable(what, error.to_string()))
}
