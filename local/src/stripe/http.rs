//! The routes of the payment stand-in. They do not exist on AWS.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};

use super::{
    pay,
    service::{Answer, Request, StandIn},
    tools,
};

/// The largest body of a request, in bytes.
const LARGEST: usize = 256 * 1024;

/// Makes the router.
pub fn router(stand_in: Arc<StandIn>) -> Router {
    Router::new()
        .route("/_local/stripe/v1/{*path}", any(call))
        .with_state(stand_in.clone())
        .merge(tools::router(stand_in.clone()))
        .merge(pay::router(stand_in))
}

async fn call(
    State(stand_in): State<Arc<StandIn>>,
    method: Method,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Ok(body) = String::from_utf8(body.into()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let query = query.unwrap_or_default();
    let parameters = if method == Method::POST { &body } else { &query };
    let request = Request { method: &method, path: &path, headers: &headers, parameters };
    match stand_in.call(&request).await {
        Ok(answer) if answer.is_lost => lost(),
        Ok(answer) => sent(answer),
        Err(error) => {
            let error = format!("{error:#}");
            tracing::error!(target: "docket", error, "the stand-in payment provider cannot write its records");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn sent(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-cache, no-store")
        .header("request-id", answer.request)
        .header("stripe-version", answer.version);
    if let Some(key) = answer.key {
        response = response.header("idempotency-key", key);
    }
    if let Some(original) = answer.original {
        response =
            response.header("idempotent-replayed", "true").header("original-request", original);
    }
    let response = response.body(Body::from(answer.body));
    response.unwrap_or_else(|_| StatusCode::BAD_REQUEST.into_response())
}

/// An answer whose connection breaks before the body begins.
fn lost() -> Response {
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let body = futures_util::stream::once(std::future::ready(Err::<String, _>(broken)));
    (StatusCode::OK, Body::from_stream(body)).into_response()
}
