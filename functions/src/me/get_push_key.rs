use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::SharedApp;
use http::header;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::ApiError, openapi::words};

/// The key never changes; a day is what a mistake would last.
const A_DAY: &str = "public, max-age=86400";

/// The key that browsers subscribe with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushKey {
    /// The VAPID public key (RFC 8292): an uncompressed point of P-256, 65 bytes in base64url
    /// without padding.
    #[schema(value_type = words::PushPublicKey)]
    public_key: String,
}

/// Get the key of web push.
///
/// Returns the public key that a browser needs to subscribe to messages: the option
/// `applicationServerKey` of `PushManager.subscribe()`. Anybody may read it. The key
/// is never replaced while the deployment exists, and may be cached for a day.
#[utoipa::path(
    get, path = "/api/push-key", tag = "Me",
    responses((status = OK, body = PushKey, headers(
        ("Cache-Control" = String, description = "`public, max-age=86400`."),
    ))),
)]
pub async fn get_push_key(State(app): State<SharedApp>) -> Result<Response, ApiError> {
    let public_key = app.push.public_key().map_err(docket_app::AppError::from)?.to_owned();
    Ok(([(header::CACHE_CONTROL, A_DAY)], Json(PushKey { public_key })).into_response())
}
