//! The routes of the push stand-in. They do not exist on AWS.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;

use super::{request::LARGEST, service::PushStandIn};
use crate::http::problem;

/// Makes the router.
pub fn router(stand_in: Arc<PushStandIn>) -> Router {
    Router::new()
        .route("/_local/push/{id}", get(list).post(receive).delete(end))
        .with_state(stand_in)
}

async fn receive(
    State(stand_in): State<Arc<PushStandIn>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(body) = axum::body::to_bytes(body, 4 * LARGEST).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "more than 4096 bytes");
    };
    match stand_in.take(id, &headers, &body) {
        Ok(()) => StatusCode::CREATED.into_response(),
        Err((status, why)) => refused(status, why),
    }
}

fn refused(status: StatusCode, why: &str) -> Response {
    problem(status, "refused", &format!("the request has {why}"))
}

async fn list(State(stand_in): State<Arc<PushStandIn>>, Path(id): Path<String>) -> Response {
    Json(json!({"messages": stand_in.messages(&id)})).into_response()
}

async fn end(State(stand_in): State<Arc<PushStandIn>>, Path(id): Path<String>) -> StatusCode {
    stand_in.end(id);
    StatusCode::NO_CONTENT
}
