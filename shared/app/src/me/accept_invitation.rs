//! Accepting an invitation to become a member.

use std::ops::ControlFlow;

use docket_domain::{Grant, Member, MemberId};
use docket_store::Acceptance;

use crate::{
    App, AppError, Caller,
    auth::{Bearer, Session},
    retry::retry_on_stale,
};

/// Accepts an invitation of the contact of the caller's session, and returns a session with the
/// member's role. Accepting it again returns another session.
///
/// # Errors
///
/// [`AppError::NotFound`] when the contact has no such invitation, [`AppError::Forbidden`] to
/// become an administrator in a session from an external issuer's ID token,
/// [`AppError::MemberElsewhere`] when the contact belongs to another member.
pub async fn accept_invitation(
    app: &App,
    caller: &Caller,
    id: &MemberId,
) -> Result<Session, AppError> {
    let claims = &caller.token()?.claims;
    let proven = caller.proven().ok_or(AppError::NotFound)?;
    let key = &proven.key;
    let session =
        |member: Member| Session { bearer: Bearer::from(member), contact: proven.clone() };
    retry_on_stale((), |()| async move {
        let stamp = app.stamp()?;
        // Invitations are read before the member. So when the invitation is gone, the member shows
        // whether it was accepted or withdrawn.
        let open = app.store.invitations(key, stamp.now).await?;
        let member = app.store.member(id).await?.ok_or(AppError::NotFound)?;
        let listed = app.with_key(member.addresses.all(), key)?;
        let contact = listed.ok_or(AppError::NotFound)?;
        if claims.external && member.grant == Grant::Admin {
            return Err(AppError::Forbidden);
        }
        if member.is_held_by(&contact) {
            return Ok(ControlFlow::Break(session(member)));
        }
        let next = member.accepting(&contact);
        let next = next.filter(|_| open.iter().any(|it| it.member == *id));
        let next = next.ok_or(AppError::NotFound)?;
        if app.is_admin(&contact) {
            return Err(AppError::MemberElsewhere);
        }
        match app.store.accept_invitation(key, (&member, &next), &stamp).await? {
            Acceptance::Done => Ok(ControlFlow::Break(session(next))),
            Acceptance::Elsewhere => Err(AppError::MemberElsewhere),
            Acceptance::Stale => Ok(ControlFlow::Continue(())),
        }
    })
    .await
}
