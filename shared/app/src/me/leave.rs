//! Ending the caller's membership.

use std::ops::ControlFlow;

use docket_store::{MemberCommit, MemberUpdate};

use crate::{
    App, AppError, Caller,
    auth::{Bearer, Session},
    retry::retry_on_stale,
};

/// Ends the membership of the contact of the caller's session, also of a disabled member. Returns a
/// session as a buyer.
///
/// # Errors
///
/// [`AppError::NotFound`] when the contact belongs to no member. Administrators of the deployment's
/// settings are no stored members.
pub async fn leave(app: &App, caller: &Caller) -> Result<Session, AppError> {
    caller.signed_in()?;
    let proven = caller.proven().ok_or(AppError::NotFound)?;
    let contact = &proven.key;
    retry_on_stale((), |()| async move {
        let member = app.store.identity(contact).await?.member.ok_or(AppError::NotFound)?;
        app.with_key(member.addresses.accepted(), contact)?.ok_or(AppError::NotFound)?;
        let next = member.leaving();
        let update = MemberUpdate {
            old: &member,
            new: &next,
            invited: &[],
            dropped: &app.customer_keys(member.addresses.accepted())?,
            withdrawn: &app.customer_keys(member.addresses.open())?,
            stamp: &app.stamp()?,
        };
        Ok(match app.store.update_member(&update).await? {
            MemberCommit::Done => ControlFlow::Break(()),
            MemberCommit::Stale => ControlFlow::Continue(()),
        })
    })
    .await?;
    Ok(Session { bearer: Bearer::Buyer, contact: proven })
}
