use async_trait::async_trait;
use aws_sdk_secretsmanager::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::{get_secret_value::GetSecretValueError, put_secret_value::PutSecretValueError},
};
use docket_platform::{Vault, VaultError, Written};

use crate::reason::reason;

/// A secret in AWS Secrets Manager.
#[derive(Debug, Clone)]
pub struct AwsVault {
    client: Client,
    arn: String,
}

impl AwsVault {
    /// Makes a client of the secret with this ARN.
    #[must_use]
    pub fn new(client: Client, arn: String) -> Self {
        Self { client, arn }
    }

    /// Logs the secret's ARN and the reason. An unreadable response is not logged, because
    /// it may contain the secret's value.
    fn failed<E: ProvideErrorMetadata>(&self, error: &SdkError<E>) -> VaultError {
        tracing::warn!(secret = self.arn, reason = reason(error), "a secret could not be used");
        match error.code() {
            Some("AccessDeniedException") => VaultError::Denied,
            Some(_) | None => VaultError::Unavailable,
        }
    }
}

#[async_trait]
impl Vault for AwsVault {
    async fn read(&self) -> Result<Option<String>, VaultError> {
        let answer = self.client.get_secret_value().secret_id(&self.arn).send().await;
        match answer {
            Ok(value) => Ok(value.secret_string),
            // Secrets Manager answers so for a secret without a value, too.
            Err(error) if is(&error, GetSecretValueError::is_resource_not_found_exception) => {
                Ok(None)
            }
            Err(error) => Err(self.failed(&error)),
        }
    }

    async fn write(&self, name: &str, value: &str) -> Result<Written, VaultError> {
        let answer = self
            .client
            .put_secret_value()
            .secret_id(&self.arn)
            // The token becomes the version's id: another value with this id is refused.
            .client_request_token(name)
            .secret_string(value)
            .send()
            .await;
        match answer {
            Ok(_) => Ok(Written::Now),
            Err(error) if is(&error, PutSecretValueError::is_resource_exists_exception) => {
                Ok(Written::Before)
            }
            Err(error) => Err(self.failed(&error)),
        }
    }
}

fn is<E>(error: &SdkError<E>, kind: fn(&E) -> bool) -> bool {
    error.as_service_error().is_some_and(kind)
}
