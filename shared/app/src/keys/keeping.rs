//! Retries and errors of storing keys.

use std::{future::Future, time::Duration};

use docket_platform::{KeyError, VaultError};

/// The number of attempts, and the pause between them. A permission that was created with the stack
/// takes some time to become effective.
const ATTEMPTS: usize = 20;
const PAUSE: Duration = Duration::from_millis(500);

/// Why keys could not be stored. The text appears in the stack's events, so it contains no secret.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The vault refused.
    #[error("{0}; the log of make-keys says more")]
    Vault(#[from] VaultError),
    /// A key could not be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// All attempts failed.
    #[error("the keys were not kept in time")]
    Late,
}

/// Repeats `attempt` until it has a result. An attempt has none when another attempt for this
/// request has written the secret first.
pub(super) async fn keep<T, F>(attempt: impl Fn() -> F) -> Result<T, NotKept>
where
    F: Future<Output = Result<Option<T>, NotKept>>,
{
    for _ in 1..ATTEMPTS {
        match attempt().await {
            // The secret that another attempt wrote becomes readable after a moment.
            Ok(None) | Err(NotKept::Vault(VaultError::Denied)) => {
                tokio::time::sleep(PAUSE).await;
            }
            Ok(Some(kept)) => return Ok(kept),
            Err(error) => return Err(error),
        }
    }
    attempt().await?.ok_or(NotKept::Late)
}

/// Whether the secret has no value yet, or was emptied manually. A secret with another value is
/// never overwritten, even if it cannot be read.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "{}")
}
