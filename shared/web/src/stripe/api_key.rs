use std::fmt;

use docket_platform::payments::Mode;
use http::HeaderValue;

/// The prefixes of secret and restricted keys, with their modes.
const PREFIXES: [(&str, Mode); 4] = [
    ("sk_live_", Mode::Live),
    ("rk_live_", Mode::Live),
    ("sk_test_", Mode::Test),
    ("rk_test_", Mode::Test),
];
/// The maximum length of a key.
const MAX_CHARACTERS: usize = 255;

/// A secret or restricted key of a Stripe account. Neither `Debug` nor any error shows it.
#[derive(Clone)]
pub struct ApiKey {
    bearer: HeaderValue,
    mode: Mode,
}

/// A text is not a secret key of Stripe. The error quotes no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key must begin with sk_live_, rk_live_, sk_test_ or rk_test_")]
pub struct ApiKeyError;

impl ApiKey {
    /// Parses a key. Publishable keys and webhook secrets are refused.
    ///
    /// # Errors
    ///
    /// [`ApiKeyError`].
    pub fn new(text: &str) -> Result<Self, ApiKeyError> {
        let text = text.trim();
        let begins = |(prefix, mode)| Some((text.strip_prefix(prefix)?, mode));
        let (rest, mode) = PREFIXES.into_iter().find_map(begins).ok_or(ApiKeyError)?;
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if rest.is_empty() || text.len() > MAX_CHARACTERS || !rest.bytes().all(fits) {
            return Err(ApiKeyError);
        }
        let mut bearer =
            HeaderValue::from_str(&format!("Bearer {text}")).map_err(|_| ApiKeyError)?;
        bearer.set_sensitive(true);
        Ok(Self { bearer, mode })
    }

    /// Whether the key moves real money.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The value of the header `Authorization`. Its `Debug` does not show the key either.
    pub(super) fn bearer(&self) -> HeaderValue {
        self.bearer.clone()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({:?}, redacted)", self.mode)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn api_key_knows_its_mode_and_is_never_shown() {
        for (text, mode) in [
            ("sk_test_BQokikJOvBiI2HlWgH4olfQ2", Mode::Test),
            ("rk_live_abc", Mode::Live),
            (" sk_live_abc\n", Mode::Live),
        ] {
            let key = ApiKey::new(text).unwrap();
            assert_eq!(key.mode(), mode);
            assert_eq!(key.bearer(), format!("Bearer {}", text.trim()));
            let shown = format!("{key:?} {:?}", key.bearer());
            assert!(!shown.contains("_live_") && !shown.contains("BQok"), "{shown}");
        }
    }

    #[test]
    fn api_key_is_refused_when_not_a_secret_key() {
        let too_long = format!("sk_test_{}", "a".repeat(MAX_CHARACTERS));
        for text in [
            "",
            "sk_test_",
            "pk_live_abc",
            "whsec_abc",
            "sk_test_a b",
            "sk_test_a\r\nx: y",
            "sk_test_é",
            &too_long,
        ] {
            assert_eq!(ApiKey::new(text).map(|_| ()), Err(ApiKeyError), "{text:?}");
        }
    }
}
