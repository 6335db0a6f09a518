//! Making the keys that tokens are signed with, and keeping them.

use std::time::Duration;

use docket_platform::{KeyError, TokenKeys, VaultError, Written};

use crate::App;

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

/// The kept token keys, with those of `generation` among them: they are made
/// unless they are there. `request` names the event that asks, so that its repeat
/// makes no others.
///
/// # Errors
///
/// [`NotKept`].
pub async fn keep_token_keys(
    app: &App,
    generation: u32,
    request: &str,
) -> Result<TokenKeys, NotKept> {
    for _ in 1..ATTEMPTS {
        match keep_once(app, generation, request).await {
            // What an earlier attempt wrote is about to be readable.
            Ok(None) | Err(NotKept::Vault(VaultError::Denied)) => {
                tokio::time::sleep(PAUSE).await;
            }
            Ok(Some(keys)) => return Ok(keys),
            Err(error) => return Err(error),
        }
    }
    keep_once(app, generation, request).await?.ok_or(NotKept::Late)
}

/// One attempt; nothing when an earlier one for the same request was first.
async fn keep_once(
    app: &App,
    generation: u32,
    request: &str,
) -> Result<Option<TokenKeys>, NotKept> {
    let vault = app.keys.vault()?;
    let text = vault.read().await?.filter(|text| !is_blank(text));
    let keys = match text.as_deref().map(TokenKeys::parse).transpose()? {
        Some(kept) if kept.generation() >= generation => return Ok(Some(kept)),
        Some(kept) => kept.rotated(generation, app.now())?,
        None => TokenKeys::generate(generation)?,
    };
    match vault.write(request, &keys.to_text()).await? {
        Written::Now => {
            tracing::info!(generation, "a token key was made");
            Ok(Some(keys))
        }
        Written::Before => Ok(None),
    }
}

/// Whether the secret is as it was made, or was emptied by hand. What cannot
/// be read is neither, and is never written over.
fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "{}")
}
