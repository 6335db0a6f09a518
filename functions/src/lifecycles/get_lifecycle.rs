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

/// A version of a lifecycle never changes, so it may be cached without a limit.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Get a lifecycle.
///
/// Returns one version of a lifecycle: its statuses in their usual sequence, the transitions
/// between them, the rules by which a buyer may cancel, and the default time limits of its
/// statuses. Anybody may call it, without a token.
///
/// A version never changes, so the response may be cached without a limit. Orders name their
/// lifecycle and its version; sellers name their lifecycle. 404 `not_found` means that there is no
/// lifecycle of this name and version.
#[utoipa::path(
    get, path = "/api/lifecycles/{name}/{version}", tag = "Lifecycles",
    params(
        ("name" = inline(words::LifecycleName), Path, description = "The `name` of the lifecycle."),
        ("version" = inline(words::Version), Path,
            description = "The version of the lifecycle, without leading zeros."),
    ),
    responses((status = OK, body = LifecycleBody, headers(
        ("Cache-Control" = String, description = "Always `public, max-age=31536000, immutable`."),
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
