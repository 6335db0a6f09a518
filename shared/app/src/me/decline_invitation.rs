//! Declining an invitation to become a member.

use docket_domain::MemberId;

use crate::{App, AppError, Caller};

/// Deletes an invitation of the contact of the caller's session. The person who invited is not
/// notified.
///
/// # Errors
///
/// [`AppError::NotFound`] when the contact has no such invitation.
pub async fn decline_invitation(app: &App, caller: &Caller, id: &MemberId) -> Result<(), AppError> {
    caller.signed_in()?;
    let contact = caller.contact().ok_or(AppError::NotFound)?;
    let token = app.stamp()?.change;
    let declined = app.store.decline_invitation(contact, id, &token).await?;
    if declined { Ok(()) } else { Err(AppError::NotFound) }
}
