use axum::{Json, extract::State};
use docket_domain::Role;

use super::{
    sign_in::{SignIn, issue, sign_in},
    tokens::Tokens,
};
use crate::{
    SharedApp,
    http::{ApiError, Body, Granted},
};

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
        Role::Admin => issue(&app, &session).map(Json),
        role @ (Role::Buyer | Role::Seller | Role::Driver | Role::System) => {
            Err(ApiError::NotAnAdmin(role))
        }
    }
}
