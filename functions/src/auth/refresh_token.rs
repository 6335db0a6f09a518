use axum::{Json, extract::State};
use docket_app::{Granted, SharedApp, auth};
use serde::Deserialize;
use utoipa::ToSchema;

use super::tokens::Tokens;
use crate::http::{ApiError, Body, IdempotencyKey, Later};

/// A refresh token to be exchanged.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Refresh {
    /// The newest one of its family.
    #[schema(example = "eyJ0eXAiOiJyZWZyZXNoK2p3dCIsImFsZyI6IkVkRFNBIn0.e30.c2lnbmF0dXJl")]
    refresh_token: String,
}

/// Exchanges a refresh token for a new pair. It can be exchanged once: a
/// second time voids its whole family, unless it is a repeat with the same
/// `Idempotency-Key`, which gets the same pair.
#[utoipa::path(
    post, path = "/api/auth/tokens/refresh", tag = "Signing in", request_body = Refresh,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless.")),
    responses((status = OK, body = Tokens), (status = UNAUTHORIZED)),
)]
pub async fn refresh_token(
    State(app): State<SharedApp>,
    key: Later<IdempotencyKey>,
    body: Body<Refresh>,
) -> Result<Json<Tokens>, ApiError> {
    let granted = Granted::to_all();
    let (key, request) = (key.read(&granted)?, body.value(&granted)?.value);
    Ok(Json(auth::refresh_tokens(&app, &request.refresh_token, &key).await?.into()))
}
