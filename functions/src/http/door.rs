//! The front door: where a distribution stands before the API, everybody comes through it.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use docket_app::{AppError, NetworkSource, SharedApp};
use docket_platform::DoorSecret;
use http::HeaderMap;

use super::{ApiError, Source};

/// What the distribution proves itself by.
pub const DOOR: &str = "x-docket-door";
/// Whom the distribution heard the request from.
pub const VIEWER: &str = "x-docket-viewer";

/// Refuses what went round the distribution, and takes its word for the address of the
/// caller: the gateway sees the distribution's own.
pub async fn door(State(app): State<SharedApp>, mut request: Request, next: Next) -> Response {
    if let Some(secret) = &app.settings.door {
        if !came_through(secret, request.headers()) {
            return ApiError::from(AppError::Forbidden).into_response();
        }
        let viewer = viewer(request.headers());
        request.extensions_mut().insert(Source(viewer));
    }
    next.run(request).await
}

fn came_through(secret: &DoorSecret, headers: &HeaderMap) -> bool {
    // One line, so that nobody tries several at a time.
    let mut given = headers.get_all(DOOR).iter();
    given.next().is_some_and(|it| secret.is(it.as_bytes())) && given.next().is_none()
}

fn viewer(headers: &HeaderMap) -> NetworkSource {
    let address = headers.get(VIEWER).and_then(|it| it.to_str().ok());
    NetworkSource(address.and_then(|text| text.parse().ok()))
}
