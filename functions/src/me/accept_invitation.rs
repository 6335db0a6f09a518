use axum::{extract::State, response::Response};
use docket_app::{SharedApp, auth, me};
use docket_domain::MemberId;

use crate::{
    auth::{keeping::Browser, tokens::Tokens},
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Accept an invitation.
///
/// Accepts an invitation that the phone or e-mail address of this session has,
/// and answers tokens in the member's role. Accepting again answers tokens
/// again. 409 when the address belongs to another member already: leave that
/// membership first. To become an administrator takes a session by a code of
/// Docket's own. With the header `Docket-Session` the refresh token is in the
/// cookie of those pages.
#[utoipa::path(
    post, path = "/api/me/invitations/{id}/accept", tag = "Me", security(("bearer" = [])),
    params(
        ("id" = inline(words::MemberId), Path, description = "The invitation."),
        ("Docket-Session" = Option<String>, Header, description = "Whose cookies keep the session."),
    ),
    responses((status = OK, body = Tokens), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn accept_invitation(
    State(app): State<SharedApp>,
    caller: Caller,
    browser: Browser,
    ApiPath(id): ApiPath<MemberId>,
) -> Result<Response, ApiError> {
    let session = me::accept_invitation(&app, &caller, &id).await?;
    Ok(browser.named(&app).answer(auth::issue_tokens(&app, &session)?))
}
