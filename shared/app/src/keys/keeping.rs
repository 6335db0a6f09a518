//! What keeping any key has in common: patience, and why it failed.

use std::{future::Future, time::Duration};

use docket_platform::{KeyError, VaultError};

/// How often it is tried again, and after which pause, while a right that came
/// with the stack has not arrived everywhere.
const ATTEMPTS: usize = 20;
const PAUSE: Duration = Duration::from_millis(500);

/// Why there are no keys. Ends up in the stack's events: no secret is in it.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The vault refused.
    #[error("{0}; the log of make-keys says more")]
    Vault(#[from] VaultError),
    /// A key could not be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It took too long.
    #[error("the keys were not kept in time")]
    Late,
}

/// Makes attempts until one has a result. An attempt has none when another
/// attempt for the same request has written the secret first.
pub(super) async fn keep<T, F>(attempt: impl Fn() -> F) -> Result<T, NotKept>
where
    F: Future<Output = Result<Option<T>, NotKept>>,
{
    for _ in 1..ATTEMPTS {
        match attempt().await {
            // What an earlier attempt wrote is about to be readable.
            Ok(None) | Err(NotKept::Vault(VaultError::Denied)) => {
                tokio::time::sleep(PAUSE).await;
            }
            Ok(Some(kept)) => return Ok(kept),
            Err(error) => return Err(error),
        }
    }
    attempt().await?.ok_or(NotKept::Late)
}

/// Whether the secret is as it was made, or was emptied by hand. What cannot
/// be read is neither, and is never written over.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "{}")
}
