//! Signing out.

use docket_platform::{Claims, TokenKind};

use super::Proven;
use crate::{App, AppError};

/// Revokes all tokens of a sign-in or, with `everywhere`, of every sign-in with its contact.
/// Revocations take effect within 30 seconds.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn logout(app: &App, claims: &Claims, everywhere: bool) -> Result<(), AppError> {
    let stamp = app.stamp()?;
    if let Some(Proven { key, epoch, .. }) = Proven::of(claims).filter(|_| everywhere) {
        app.store.revoke_contact(&key, epoch, &stamp.change, stamp.now).await?;
    } else {
        let ends_at = stamp.now + TokenKind::Refresh.lifetime();
        app.store.revoke_family(&claims.family, &stamp.change, stamp.now, ends_at).await?;
    }
    Ok(())
}

/// Signs out by a refresh token. An invalid or expired token revokes nothing and is no error.
///
/// # Errors
///
/// As [`logout`].
pub async fn logout_by_refresh_token(
    app: &App,
    token: &str,
    everywhere: bool,
) -> Result<(), AppError> {
    match app.keys.verifier().verify(TokenKind::Refresh, token, app.now()) {
        Ok(token) => logout(app, &token.claims, everywhere).await,
        Err(error) => {
            tracing::info!(%error, "somebody signed out with a token that is not good");
            Ok(())
        }
    }
}
