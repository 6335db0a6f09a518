use axum::extract::State;
use docket_app::{SharedApp, me};
use http::StatusCode;

use crate::http::{ApiError, Caller};

/// Ends the membership of the phone or e-mail address of this session, disabled
/// or not: its tokens are void within 30 seconds, and the address may accept
/// another invitation. 404 when it belongs to no member; administrators of the
/// deployment's settings are none.
#[utoipa::path(
    post, path = "/api/me/leave", tag = "Me", security(("bearer" = [])),
    responses((status = NO_CONTENT), (status = NOT_FOUND), (status = CONFLICT)),
)]
pub async fn leave(State(app): State<SharedApp>, caller: Caller) -> Result<StatusCode, ApiError> {
    me::leave(&app, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
