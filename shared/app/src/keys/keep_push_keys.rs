//! Creating the key pair of web push once and storing it.

use docket_platform::{Written, push::PushKeys};

use super::keeping::{NotKept, is_blank, keep};
use crate::App;

/// The stored key pair of web push. It is created when there is none, and never replaced, because
/// every browser's subscription is bound to it. `request` is the id of the event, so that a
/// repeated event does not create another pair.
///
/// # Errors
///
/// [`NotKept`].
pub async fn keep_push_keys(app: &App, request: &str) -> Result<PushKeys, NotKept> {
    keep(|| keep_once(app, request)).await
}

/// One attempt. `None` when another attempt for this request has written the secret first.
async fn keep_once(app: &App, request: &str) -> Result<Option<PushKeys>, NotKept> {
    let vault = app.keys.push_vault()?;
    let text = vault.read().await?.filter(|text| !is_blank(text));
    if let Some(kept) = text.as_deref().map(PushKeys::parse).transpose()? {
        return Ok(Some(kept));
    }
    let keys = PushKeys::generate()?;
    match vault.write(request, &keys.to_text()).await? {
        Written::Now => {
            tracing::info!("the key pair of web push was made");
            Ok(Some(keys))
        }
        Written::Before => Ok(None),
    }
}
