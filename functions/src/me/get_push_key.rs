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

/// The key never changes; one day limits the effect of a wrong response.
const A_DAY: &str = "public, max-age=86400";

/// The key with which a browser subscribes to web push.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushKey {
    /// The VAPID public key (RFC 8292): an uncompressed point of P-256, 65 bytes in base64url
    /// without padding.
    #[schema(value_type = words::PushPublicKey)]
    public_key: String,
}

/// Get the web push key.
///
/// Returns the public key with which a browser subscribes to push messages: the option
/// `applicationServerKey` of `PushManager.subscribe()`. Anybody may call it, without a token. The
/// key is not replaced while the deployment exists, and the response may be cached for one day.
#[utoipa::path(
    get, path = "/api/push-key", tag = "Me",
    responses((status = OK, body = PushKey, headers(
        ("Cache-Control" = String, description = "Always `public, max-age=86400`."),
    ))),
)]
pub async fn get_push_key(State(app): State<SharedApp>) -> Result<Response, ApiError> {
    let public_key = app.push.public_key().map_err(docket_app::AppError::from)?.to_owned();
    Ok(([(header::CACHE_CONTROL, A_DAY)], Json(PushKey { public_key })).into_response())
}
