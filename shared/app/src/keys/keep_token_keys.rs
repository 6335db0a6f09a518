//! Creating the keys that tokens are signed with, and storing them.

use docket_platform::{TokenKeys, Written};

use super::keeping::{NotKept, is_blank, keep};
use crate::App;

/// The stored token keys, including those of `generation`, which are created unless they exist.
/// `request` is the id of the event, so that a repeated event does not create others.
///
/// # Errors
///
/// [`NotKept`].
pub async fn keep_token_keys(
    app: &App,
    generation: u32,
    request: &str,
) -> Result<TokenKeys, NotKept> {
    keep(|| keep_once(app, generation, request)).await
}

/// One attempt. `None` when another attempt for this request has written the secret first.
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
