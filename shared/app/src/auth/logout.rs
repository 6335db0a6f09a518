//! Signing out.

use docket_platform::TokenKind;

use crate::{App, AppError, Caller};

/// Voids all tokens of the caller's sign-in, or with `everywhere` those of every
/// sign-in with its contact, within 30 seconds.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in.
pub async fn logout(app: &App, caller: &Caller, everywhere: bool) -> Result<(), AppError> {
    let claims = &caller.token()?.claims;
    let stamp = app.stamp()?;
    if let Some(contact) = caller.contact().filter(|_| everywhere) {
        app.store.revoke_contact(contact, claims.contact_epoch, &stamp.change, stamp.now).await?;
    } else {
        let ends_at = stamp.now + TokenKind::Refresh.lifetime();
        app.store.revoke_family(&claims.family, &stamp.change, stamp.now, ends_at).await?;
    }
    Ok(())
}
