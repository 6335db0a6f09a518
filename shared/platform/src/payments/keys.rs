//! The keys of the payment provider, which the operator stores in a secret.

use std::fmt;

use serde::Deserialize;

use super::WebhookSecret;

/// The value of the secret `PaymentKeys`, which the operator writes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentKeys {
    /// The secret key.
    pub secret_key: String,
    /// The publishable key.
    pub publishable_key: String,
    /// The signing secrets of the webhook endpoint.
    #[serde(default)]
    pub webhook_secrets: Vec<String>,
}

/// The secret's value is invalid. The error quotes no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentKeysError {
    /// The value is not JSON of the form of [`PaymentKeys`].
    #[error(
        "must be JSON with `secretKey`, `publishableKey` and `webhookSecrets`, a list of texts"
    )]
    Form,
    /// `publishableKey` is not a publishable key. Docket shows it to every client, so it
    /// must not be the secret key by mistake.
    #[error("`publishableKey` must begin with pk_, and must not be the secret key")]
    Publishable,
    /// A webhook secret is empty, so that anyone could sign with it.
    #[error("`webhookSecrets` must not have an empty text")]
    EmptySecret,
}

impl PaymentKeys {
    /// Parses the secret's value; `None` when it is empty or `{}`. The operator writes `{}` to
    /// remove the keys, because a secret that once had a value cannot be without one again.
    ///
    /// # Errors
    ///
    /// [`PaymentKeysError`].
    pub fn parse(text: &str) -> Result<Option<Self>, PaymentKeysError> {
        if text.trim().is_empty() || text.split_whitespace().collect::<String>() == "{}" {
            return Ok(None);
        }
        let keys: Self = serde_json::from_str(text).map_err(|_| PaymentKeysError::Form)?;
        if !keys.publishable_key.starts_with("pk_") {
            return Err(PaymentKeysError::Publishable);
        }
        Ok(Some(keys))
    }

    /// The signing secrets of the webhook endpoint.
    ///
    /// # Errors
    ///
    /// [`PaymentKeysError::EmptySecret`].
    pub fn secrets(&self) -> Result<Vec<WebhookSecret>, PaymentKeysError> {
        let secret = |text: &String| WebhookSecret::new(text);
        let all = self.webhook_secrets.iter().map(secret).collect::<Result<_, _>>();
        all.map_err(|_| PaymentKeysError::EmptySecret)
    }
}

impl fmt::Debug for PaymentKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaymentKeys(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_keys_are_parsed_completely_or_refused_and_never_shown() {
        let read = |text: &str| {
            let keys = PaymentKeys::parse(text)?;
            keys.map(|keys| keys.secrets().map(|them| them.len())).transpose()
        };
        let keys = |secrets: &str| {
            format!(
                r#"{{"secretKey":"sk_test_1","publishableKey":"pk_1","webhookSecrets":{secrets}}}"#
            )
        };
        assert_eq!(read(&keys(r#"["whsec_1","whsec_2"]"#)), Ok(Some(2)));
        assert_eq!(read(&keys("[]")), Ok(Some(0)));
        assert_eq!([read(""), read(" { } ")], [Ok(None), Ok(None)]);
        assert_eq!(read(&keys(r#"["whsec_1",""]"#)), Err(PaymentKeysError::EmptySecret));
        assert_eq!(read("sk_test_1"), Err(PaymentKeysError::Form));
        let swapped = r#"{"secretKey":"pk_1","publishableKey":"sk_test_1"}"#;
        assert_eq!(read(swapped), Err(PaymentKeysError::Publishable));
        for text in [keys("[]"), "sk_test_1".to_owned(), swapped.to_owned()] {
            let said = format!("{:?}", PaymentKeys::parse(&text));
            assert!(!said.contains("sk_test_1"), "{said}");
        }
    }
}
