use axum::{Json, extract::State};

use super::{
    sign_in::{SignIn, sign_in},
    tokens::{self, Tokens},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiJson},
};

/// Exchanges a code for tokens: a member's own role, else a buyer's.
#[utoipa::path(
    post, path = "/api/auth/tokens", tag = "Signing in", request_body = SignIn,
    responses((status = OK, body = Tokens)),
)]
pub async fn issue_token(
    State(app): State<SharedApp>,
    ApiJson { value: request, .. }: ApiJson<SignIn>,
) -> Result<Json<Tokens>, ApiError> {
    let bearer = sign_in(&app, &request).await?;
    tokens::issue(&app, &bearer).map(Json)
}
