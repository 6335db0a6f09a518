//! `/_local`: tools with which developers and tests inspect and control the program. They do not
//! exist on AWS.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use docket_domain::moment_text;
use docket_platform::Clock;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    background::Background,
    bus::LocalBus,
    clock::{MovableClock, parse_duration},
    delivery::Delivery,
    functions::{self, Function},
    messages::Outbox,
};

/// How long a move of the clock waits for the work that it causes.
const SETTLE: Duration = Duration::from_secs(30);
/// The default number of messages or events in a response.
const LISTED: usize = 1_000;

/// The parts that the tools use.
#[derive(Clone)]
pub struct Tools {
    /// The messages that were sent.
    pub outbox: Arc<Outbox>,
    /// The event bus.
    pub bus: Arc<LocalBus>,
    /// The delivery with its dead letters.
    pub delivery: Arc<Delivery>,
    /// The clock.
    pub clock: Arc<MovableClock>,
    /// The stream and the schedules.
    pub background: Arc<Background>,
    /// All functions.
    pub functions: Arc<BTreeMap<&'static str, Arc<Function>>>,
}

/// Makes the router.
pub fn router(tools: Tools) -> Router {
    Router::new()
        .route("/_local/messages", get(messages))
        .route("/_local/events", get(events))
        .route("/_local/dead-letters", get(dead_letters))
        .route("/_local/capacity", get(capacity))
        .route("/_local/clock", get(time).post(advance))
        .with_state(tools)
}

#[derive(Deserialize)]
struct Listing {
    to: Option<String>,
    limit: Option<usize>,
}

async fn messages(State(tools): State<Tools>, Query(listing): Query<Listing>) -> Json<Value> {
    // An unescaped + in a query means a space. People rarely escape it by hand, and no address
    // contains a space.
    let to = listing.to.map(|to| to.replace(' ', "+"));
    let messages = tools.outbox.newest(to.as_deref(), listing.limit.unwrap_or(LISTED));
    Json(json!({"messages": messages}))
}

async fn events(State(tools): State<Tools>, Query(listing): Query<Listing>) -> Json<Value> {
    Json(json!({"events": tools.bus.newest(listing.limit.unwrap_or(LISTED))}))
}

async fn dead_letters(State(tools): State<Tools>) -> Json<Value> {
    Json(json!({"deadLetters": tools.delivery.dead_letters()}))
}

async fn capacity(State(tools): State<Tools>) -> Json<Value> {
    Json(functions::capacity(&tools.functions))
}

async fn time(State(tools): State<Tools>) -> Json<Value> {
    Json(json!({"now": moment_text(tools.clock.now())}))
}

async fn advance(State(tools): State<Tools>, body: String) -> Response {
    let parsed = serde_json::from_str::<Value>(&body).unwrap_or_default();
    let Some(text) = parsed["advance"].as_str() else {
        return invalid("The body must be like {\"advance\": \"15m\"}.");
    };
    let moved = parse_duration(text).and_then(|by| Ok((by, tools.clock.advance(by)?)));
    let (by, now) = match moved {
        Ok(moved) => moved,
        Err(error) => return invalid(&format!("{error:#}")),
    };
    // Runs in a separate task, so that a client that disconnects does not stop it halfway.
    let background = tools.background.clone();
    let settling = tokio::spawn(async move {
        if !by.is_zero() {
            background.run_schedules().await;
        }
        background.settle().await;
    });
    if tokio::time::timeout(SETTLE, settling).await.is_err() {
        tracing::warn!(target: "docket", "the clock was moved, and what that set off is still running");
    }
    Json(json!({"now": moment_text(now)})).into_response()
}

fn invalid(detail: &str) -> Response {
    problem(StatusCode::BAD_REQUEST, "invalid_request", detail)
}

/// A problem response in the format of the API.
pub fn problem(status: StatusCode, code: &str, detail: &str) -> Response {
    let body = json!({
        "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(),
        "code": code, "detail": detail,
    });
    let headers = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, headers, body.to_string()).into_response()
}
