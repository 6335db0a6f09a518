//! The CDN distribution before the pages and the API, if the deployment has one: requests that did
//! not come through it are refused.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use docket_app::{AppError, NetworkSource, SharedApp};
use docket_platform::DistributionSecret;
use http::HeaderMap;

use super::{ApiError, Source};

/// The header with the distribution's secret.
pub const DISTRIBUTION: &str = "x-docket-distribution";
/// The header with the caller's network address, as the distribution saw it.
pub const VIEWER_ADDRESS: &str = "x-docket-viewer-address";

/// Refuses a request without the distribution's secret, and takes the caller's address
/// from the distribution: the gateway sees the distribution's own.
pub async fn only_by_distribution(
    State(app): State<SharedApp>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(secret) = &app.settings.distribution {
        if !has_secret(request.headers(), secret) {
            return ApiError::from(AppError::Forbidden).into_response();
        }
        let caller = viewer_address(request.headers());
        request.extensions_mut().insert(Source(caller));
    }
    next.run(request).await
}

fn has_secret(headers: &HeaderMap, secret: &DistributionSecret) -> bool {
    // One line, so that nobody tries several at a time.
    let mut given = headers.get_all(DISTRIBUTION).iter();
    given.next().is_some_and(|it| secret.is(it.as_bytes())) && given.next().is_none()
}

fn viewer_address(headers: &HeaderMap) -> NetworkSource {
    let address = headers.get(VIEWER_ADDRESS).and_then(|it| it.to_str().ok());
    NetworkSource(address.and_then(|text| text.parse().ok()))
}
