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
/// Accepts an invitation to the phone or e-mail address of this session, and returns tokens in the
/// member's role. From then on the contact signs in as that member. Accepting again returns tokens
/// again, so the request can be repeated safely. With the header `Docket-Session` the refresh token
/// is set as a cookie of those pages.
///
/// The signed-in holder of the invited contact may call it.
///
/// Errors:
///
/// - 403 `forbidden`: the invitation is for an administrator, and this session was started with an
///   external issuer's ID token. Sign in with a code first.
/// - 404 `not_found`: the contact of this session has no such invitation, or it has expired or was
///   withdrawn.
/// - 409 `conflict` with the reason `member_elsewhere`: the contact belongs to another member.
///   Leave that membership first with `POST /api/me/leave`.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests changed the invitation at
///   the same time; retry.
#[utoipa::path(
    post, path = "/api/me/invitations/{id}/accept", tag = "Me", security(("bearer" = [])),
    params(
        ("id" = inline(words::MemberId), Path, description = "The identifier (`id`) of the invitation."),
        ("Docket-Session" = Option<String>, Header,
            description = "The pages in whose cookies the refresh token is stored, `desk` or \
                `shop`. Without it the refresh token is in the body."),
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
