use axum::extract::State;
use docket_app::{Granted, SharedApp, auth};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::http::{ApiError, Body, Caller};

/// How far to sign out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"everywhere": true}))]
pub struct Logout {
    /// Whether all sessions of this phone or e-mail address end, on every
    /// device, instead of this one alone.
    #[serde(default)]
    everywhere: bool,
}

/// Signs out: all tokens of this sign-in, or of this phone or e-mail address,
/// are void within 30 seconds.
#[utoipa::path(
    post, path = "/api/auth/logout", tag = "Signing in", security(("bearer" = [])),
    request_body = Option<Logout>,
    responses((status = NO_CONTENT)),
)]
pub async fn logout(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<Logout>,
) -> Result<StatusCode, ApiError> {
    caller.token()?;
    let everywhere = body.maybe(&Granted::to_all(), |request, _| Some(request.everywhere))?;
    auth::logout(&app, &caller, everywhere.unwrap_or_default()).await?;
    Ok(StatusCode::NO_CONTENT)
}
