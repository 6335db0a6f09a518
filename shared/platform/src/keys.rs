use std::{collections::HashSet, fmt, sync::Arc};

use aws_lc_rs::{hmac, rand::SecureRandom, rand::SystemRandom};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    KeyError, TokenKeys, Vault,
    push::PushKeys,
    tokens::{TokenIssuer, TokenVerifier},
};

/// The length of an HMAC-SHA-256 in bytes.
pub const MAC_BYTES: usize = 32;

/// The minimum length of a secret in bytes.
const SECRET_BYTES: usize = 32;
/// Words of placeholder secrets in examples, in lower case. They are so long that a
/// random secret practically never contains one.
const WELL_KNOWN: [&str; 5] = ["changeme", "change-me", "password", "insecure", "default"];

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

    /// Parses a secret: base64url without padding, 32 bytes or more. Refuses texts
    /// that are recognisably not random. `what` names the secret in errors.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] or [`KeyError::Guessable`], which quote no part of
    /// the text.
    pub fn parse(what: &'static str, text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let refused = |problem| Err(KeyError::Guessable(what, problem));
        let lower = text.to_ascii_lowercase();
        if WELL_KNOWN.iter().any(|word| lower.contains(word)) {
            return refused("it is a well-known default");
        }
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(text) else {
            return Err(KeyError::Unreadable(what, "it is not base64url without padding"));
        };
        if bytes.len() < SECRET_BYTES {
            return refused("it is shorter than 32 bytes");
        }
        let different = bytes.iter().collect::<HashSet<_>>().len();
        let follows = |pair: &[u8]| pair[1].wrapping_sub(pair[0]) <= 1;
        let regular = text.as_bytes().windows(2).filter(|pair| follows(pair)).count();
        if different < SECRET_BYTES / 2 || regular > text.len() / 2 {
            return refused("it is too regular to be random");
        }
        Ok(Self::new(&bytes))
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

/// The keys of one function: only those that the template grants it.
#[derive(Clone)]
pub struct Keys {
    verifier: TokenVerifier,
    issuer: Option<TokenIssuer>,
    codes: Option<SecretKey>,
    ids: Option<SecretKey>,
    vault: Option<Arc<dyn Vault>>,
    push_vault: Option<Arc<dyn Vault>>,
}

impl Keys {
    /// The keys granted to a function; `None` for a key that is not granted.
    #[must_use]
    pub fn new(
        verifier: TokenVerifier,
        issuer: Option<TokenIssuer>,
        codes: Option<SecretKey>,
        ids: Option<SecretKey>,
    ) -> Self {
        Self { verifier, issuer, codes, ids, vault: None, push_vault: None }
    }

    /// Adds the vault that stores the token keys, so that the function can rotate them.
    #[must_use]
    pub fn with_vault(self, vault: Arc<dyn Vault>) -> Self {
        Self { vault: Some(vault), ..self }
    }

    /// Adds the vault that stores the web push key pair, so that the function can
    /// create it.
    #[must_use]
    pub fn with_push_vault(self, vault: Arc<dyn Vault>) -> Self {
        Self { push_vault: Some(vault), ..self }
    }

    /// The verifier of tokens, which every function has.
    #[must_use]
    pub fn verifier(&self) -> &TokenVerifier {
        &self.verifier
    }

    /// The issuer that signs tokens.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when the template does not grant the key.
    pub fn issuer(&self) -> Result<&TokenIssuer, KeyError> {
        self.issuer.as_ref().ok_or(KeyError::NotGranted("token"))
    }

    /// The secret from which verification codes are derived.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when the template does not grant the key.
    pub fn codes(&self) -> Result<&SecretKey, KeyError> {
        self.codes.as_ref().ok_or(KeyError::NotGranted("code"))
    }

    /// The secret for ids, customer keys and cursor signatures. It is never rotated.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when the template does not grant the key.
    pub fn ids(&self) -> Result<&SecretKey, KeyError> {
        self.ids.as_ref().ok_or(KeyError::NotGranted("id"))
    }

    /// The vault that stores the token keys.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when the template does not grant it.
    pub fn vault(&self) -> Result<&dyn Vault, KeyError> {
        self.vault.as_deref().ok_or(KeyError::NotGranted("token vault"))
    }

    /// The vault that stores the web push key pair.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when the template does not grant it.
    pub fn push_vault(&self) -> Result<&dyn Vault, KeyError> {
        self.push_vault.as_deref().ok_or(KeyError::NotGranted("push vault"))
    }
}

/// The private parts of all keys in their stored form: in Secrets Manager, or in the
/// local program's data folder.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct KeyMaterial {
    /// [`TokenKeys`] as a text.
    pub token: String,
    /// 32 bytes, base64url.
    pub code: String,
    /// 32 bytes, base64url.
    pub id: String,
    /// [`PushKeys`] as a text; empty when they have not been created yet.
    #[serde(default)]
    pub push: String,
}

impl KeyMaterial {
    /// Generates new keys.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`] when the operating system returns no random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            token: TokenKeys::generate(1)?.to_text(),
            code: URL_SAFE_NO_PAD.encode(random::<32>()?),
            id: URL_SAFE_NO_PAD.encode(random::<32>()?),
            push: PushKeys::generate()?.to_text(),
        })
    }

    /// The token issuer of these keys.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] when the text is not a set of key pairs.
    pub fn issuer(&self) -> Result<TokenIssuer, KeyError> {
        TokenKeys::parse(&self.token)?.issuer()
    }

    /// The secret from which verification codes are derived.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] or [`KeyError::Guessable`].
    pub fn codes(&self) -> Result<SecretKey, KeyError> {
        SecretKey::parse("code", &self.code)
    }

    /// The secret for ids, customer keys and cursor signatures.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] or [`KeyError::Guessable`].
    pub fn ids(&self) -> Result<SecretKey, KeyError> {
        SecretKey::parse("id", &self.id)
    }

    /// The web push key pair.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`].
    pub fn push(&self) -> Result<PushKeys, KeyError> {
        PushKeys::parse(&self.push)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let error = SecretKey::parse("code", text).unwrap_err().to_string();
        // The message goes into a log, so it must not contain a part of the secret.
        let quoted = text.get(..6).is_some_and(|part| error.contains(part));
        assert!(text.is_empty() || !quoted, "{error}");
        error
    }

    #[test]
    fn secret_is_accepted_when_random() {
        for _ in 0..1_000 {
            let bytes = random::<32>().unwrap();
            SecretKey::parse("code", &URL_SAFE_NO_PAD.encode(bytes)).unwrap();
        }
        // As Secrets Manager makes them: letters and digits.
        SecretKey::parse("id", "q7Vb3ZkT0mPx9LwYc2RsJ8uHdG4fNaE6oXiQ1tBvKyMz").unwrap();
    }

    #[test]
    fn secret_is_refused_when_short() {
        for text in ["", "c2hvcnQ", &URL_SAFE_NO_PAD.encode(random::<31>().unwrap())] {
            assert!(refusal(text).contains("shorter than 32 bytes"), "{text}");
        }
    }

    #[test]
    fn secret_is_refused_when_well_known_or_regular() {
        for text in [
            "CHANGEMEq7Vb3ZkT0mPx9LwYc2RsJ8uHdG4fNaE6oXiQ",
            "q7Vb3ZkT0mPx9LwYc2Rs-change-me-oXiQ1tBvKyMz1",
            "my-Password-q7Vb3ZkT0mPx9LwYc2RsJ8uHdG4fNaE6",
        ] {
            assert!(refusal(text).contains("well-known"), "{text}");
        }
        for text in [
            "A".repeat(44),
            "docket-demo-".repeat(4),
            "0123456789abcdef".repeat(3),
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr".to_owned(),
        ] {
            assert!(refusal(&text).contains("too regular"), "{text}");
        }
    }

    #[test]
    fn secret_is_refused_when_not_base64url() {
        for text in ["q7Vb3ZkT0mPx9LwYc2RsJ8uHdG4fNaE6oXiQ1tBvKyM=", "{\"secret\": \"q7Vb3ZkT\"}"] {
            assert!(refusal(text).contains("base64url"), "{text}");
        }
    }
}
