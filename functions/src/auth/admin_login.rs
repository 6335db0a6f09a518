use axum::{Json, extract::State};
use docket_app::{AppError, Granted, SharedApp};
use docket_domain::Role;

use super::{
    sign_in::{SignIn, issue, sign_in},
    tokens::Tokens,
};
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
    let request = body.read(&Granted::to_all(), SignIn::read)?.value;
    let session = sign_in(&app, &request).await?;
    match session.role() {
        Role::Admin => Ok(Json(issue(&app, &session)?)),
        role @ (Role::Buyer | Role::Seller | Role::Driver | Role::System) => {
            Err(AppError::NotAnAdmin(role).into())
        }
    }
}
