use axum::extract::State;
use docket_app::{AppError, SharedApp};
use docket_store::{MemberCommit, MemberUpdate};
use http::StatusCode;

use crate::{
    http::{ApiError, Caller},
    members,
};

/// How often a lost race for a member is run again.
const TRIES: usize = 5;

/// Ends the membership of the phone or e-mail address of this session, disabled
/// or not: its tokens are void within 30 seconds, and the address may accept
/// another invitation. 404 when it belongs to no member; administrators of the
/// deployment's settings are none.
#[utoipa::path(
    post, path = "/api/me/leave", tag = "Me", security(("bearer" = [])),
    responses((status = NO_CONTENT), (status = NOT_FOUND), (status = CONFLICT)),
)]
pub async fn leave(State(app): State<SharedApp>, caller: Caller) -> Result<StatusCode, ApiError> {
    caller.signed_in()?;
    let contact = caller.contact().ok_or(AppError::NotFound)?;
    for _ in 0..TRIES {
        let member = app.store.identity(contact).await?.member.ok_or(AppError::NotFound)?;
        app.with_key(member.addresses.accepted(), contact)?.ok_or(AppError::NotFound)?;
        let next = member.leaving();
        let update = MemberUpdate {
            old: &member,
            new: &next,
            invited: &[],
            dropped: &members::keys(&app, member.addresses.accepted())?,
            withdrawn: &members::keys(&app, member.addresses.open())?,
            stamp: &app.stamp()?,
        };
        match app.store.update_member(&update).await? {
            MemberCommit::Done => return Ok(StatusCode::NO_CONTENT),
            MemberCommit::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}
