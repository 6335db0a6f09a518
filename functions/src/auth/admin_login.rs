use axum::{Json, extract::State};
use docket_app::{Granted, SharedApp, auth};

use super::{sign_in::SignIn, tokens::Tokens};
use crate::http::{ApiError, Body};

/// Exchanges an administrator's code for tokens; 403 for anybody else.
#[utoipa::path(
    post, path = "/api/auth/admin/login", tag = "Signing in", request_body = SignIn,
    responses((status = OK, body = Tokens), (status = FORBIDDEN)),
)]
pub async fn admin_login(
    State(app): State<SharedApp>,
    body: Body<SignIn>,
) -> Result<Json<Tokens>, ApiError> {
    let given = body.read(&Granted::to_all(), SignIn::read)?.value;
    Ok(Json(auth::sign_in_as_admin(&app, &given).await?.into()))
}
