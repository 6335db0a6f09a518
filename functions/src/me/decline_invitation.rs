use axum::extract::State;
use docket_app::{SharedApp, me};
use docket_domain::MemberId;
use http::StatusCode;

use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Decline an invitation.
///
/// Removes an invitation to the phone or e-mail address of this session. The inviting seller is not
/// notified, and can still see the member as `invited`. Returns 204. The signed-in holder of the
/// invited contact may call it; 404 `not_found` means that the contact has no such invitation.
#[utoipa::path(
    post, path = "/api/me/invitations/{id}/decline", tag = "Me", security(("bearer" = [])),
    params(("id" = inline(words::MemberId), Path, description = "The identifier (`id`) of the invitation.")),
    responses((status = NO_CONTENT)),
)]
pub async fn decline_invitation(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<MemberId>,
) -> Result<StatusCode, ApiError> {
    me::decline_invitation(&app, &caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
