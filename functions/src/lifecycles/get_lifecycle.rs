use axum::{
    Json,
    extract::{Path, rejection::PathRejection},
    response::{IntoResponse, Response},
};
use docket_app::AppError;
use docket_domain::Lifecycle;
use http::{HeaderValue, header};

use super::view::LifecycleBody;
use crate::{http::ApiError, openapi::words};

/// A version never changes, so that whoever has read it need not ask again.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Get a lifecycle.
///
/// A version of a lifecycle: its statuses in order, the moves between them, when
/// the buyer cancels, and how long an order may stay in a status.
///
/// The answer never changes and may be cached for ever. An order and a seller
/// name their lifecycle; an order its version too.
#[utoipa::path(
    get, path = "/api/lifecycles/{name}/{version}", tag = "Lifecycles",
    params(
        ("name" = inline(words::LifecycleName), Path, description = "The lifecycle."),
        ("version" = inline(words::Version), Path, description = "Its version."),
    ),
    responses((status = OK, body = LifecycleBody, headers(
        ("Cache-Control" = String, description = "`public, max-age=31536000, immutable`."),
    ))),
)]
pub async fn get_lifecycle(
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, ApiError> {
    let Path((name, version)) = path.map_err(|_| AppError::NotFound)?;
    // One address for each version: `01` is none.
    let number = version.parse().ok().filter(|number: &u32| number.to_string() == version);
    let found = number.and_then(|number| Lifecycle::find(&name, number));
    let body = Json(LifecycleBody::new(found.ok_or(AppError::NotFound)?));
    let mut response = body.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, FOREVER);
    Ok(response)
}
