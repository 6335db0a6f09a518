use axum::{Json, extract::State};
use docket_app::{AppError, SharedApp};
use docket_domain::{Grant, Member, MemberId};
use docket_store::Acceptance;

use crate::{
    auth::tokens::{self, Bearer, Proven, Session, Tokens},
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// How often a lost race for a member is run again.
const TRIES: usize = 5;

/// Accepts an invitation that the phone or e-mail address of this session has,
/// and answers tokens in the member's role. Accepting again answers tokens
/// again. 409 when the address belongs to another member already: leave that
/// membership first. To become an administrator takes a session by a code of
/// Docket's own.
#[utoipa::path(
    post, path = "/api/me/invitations/{id}/accept", tag = "Me", security(("bearer" = [])),
    params(("id" = inline(words::MemberId), Path, description = "The invitation.")),
    responses((status = OK, body = Tokens), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn accept_invitation(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<MemberId>,
) -> Result<Json<Tokens>, ApiError> {
    let claims = &caller.token()?.claims;
    let key = caller.contact().ok_or(AppError::NotFound)?;
    for _ in 0..TRIES {
        let stamp = app.stamp()?;
        // Before the member: an invitation that is gone was accepted or withdrawn by then,
        // and the member that is read says which.
        let open = app.store.invitations(key, stamp.now).await?;
        let member = app.store.member(&id).await?.ok_or(AppError::NotFound)?;
        let listed = app.with_key(member.addresses.all(), key)?;
        let contact = listed.ok_or(AppError::NotFound)?;
        let session = |member: Member| Session {
            bearer: Bearer::from(member),
            contact: Proven {
                key: key.clone(),
                epoch: claims.contact_epoch,
                external: claims.external,
            },
        };
        if claims.external && member.grant == Grant::Admin {
            return Err(AppError::Forbidden.into());
        }
        if member.is_held_by(&contact) {
            return Ok(Json(tokens::issue(&app, &session(member))?));
        }
        let next = member.accepting(&contact);
        let next = next.filter(|_| open.iter().any(|it| it.member == id));
        let next = next.ok_or(AppError::NotFound)?;
        if app.is_admin(&contact) {
            return Err(AppError::MemberElsewhere.into());
        }
        match app.store.accept_invitation(key, (&member, &next), &stamp).await? {
            Acceptance::Done => {
                return Ok(Json(tokens::issue(&app, &session(next))?));
            }
            Acceptance::Elsewhere => return Err(AppError::MemberElsewhere.into()),
            Acceptance::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}
