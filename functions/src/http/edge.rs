//! The outermost layer of every function: request ids, problem bodies, entity tags of reads, and
//! one log line for each request.

use std::time::Instant;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    middleware::{self, Next},
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_app::SharedApp;
use docket_platform::metrics::{Metric, count};
use http::{HeaderValue, Method, StatusCode, header};

use super::{Problem, etag::tag_content, idempotency::REPLAYED};

/// The functions by which people place orders.
const PLACING: [&str; 3] = ["create-order", "create-checkout", "order-from-template"];

/// The id of a request, which the response repeats so that people can ask about it. API Gateway
/// generates it; otherwise it is generated here.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The prefix of the domain's paths that leads to this API, without a slash at its end. The
/// `Location` of a response begins with it.
#[derive(Debug, Clone, Default)]
pub struct BasePath(String);

impl BasePath {
    /// Reads a base path to which an API can be mapped: nothing, or segments of the
    /// characters that API Gateway accepts for a mapping. Anything else that a client
    /// puts before a path of the API could make `Location` lead to another host.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let taken = |c: char| c.is_ascii_alphanumeric() || "$-_.+!*'()".contains(c);
        let is_segment = |text: &str| !matches!(text, "" | "." | "..") && text.chars().all(taken);
        let mut segments = text.strip_prefix('/').into_iter().flat_map(|text| text.split('/'));
        let good = text.is_empty() || (text.starts_with('/') && segments.all(is_segment));
        good.then(|| Self(text.to_owned()))
    }

    /// The prefix as text, to be put before a path of the API.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `max_body`: the largest body that is read, in bytes.
pub fn apply(
    routes: Router<SharedApp>,
    function: &'static str,
    max_body: usize,
) -> Router<SharedApp> {
    routes
        .layer(DefaultBodyLimit::max(max_body))
        .layer(middleware::from_fn(move |request, next| edge(function, request, next)))
}

async fn edge(function: &'static str, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_else(new_id);
    // The route, never the path: there are phone numbers in paths.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "$default".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let base = request.extensions().get::<BasePath>().cloned().unwrap_or_default();
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    let untagged = !response.headers().contains_key(header::ETAG);
    if method == Method::GET && response.status() == StatusCode::OK && untagged {
        response = tag_content(known.as_ref(), response).await;
    }
    if let Some(metric) = metric(function, &response) {
        count(metric);
    }
    let response = finish(response, &id, &base);
    tracing::info!(
        service = function,
        %method,
        route,
        status = response.status().as_u16(),
        duration_ms = began.elapsed().as_millis(),
        request_id = id.0,
        "answered"
    );
    response
}

/// The metric that a response counts for.
fn metric(function: &str, response: &Response) -> Option<Metric> {
    let status = response.status();
    let code = response.extensions().get::<Problem>().map(Problem::code);
    match (function, status) {
        (_, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Some(Metric::AccessDenied),
        (_, _) if !PLACING.contains(&function) => None,
        (_, StatusCode::CREATED) => {
            (!response.headers().contains_key(REPLAYED)).then_some(Metric::OrdersPlaced)
        }
        (_, StatusCode::CONFLICT) if code == Some("insufficient_stock") => {
            Some(Metric::OrdersShort)
        }
        (_, _) => status.is_server_error().then_some(Metric::OrdersFailed),
    }
}

fn new_id() -> RequestId {
    // Without randomness an id is missing, which harms nothing but the search
    // for a log line.
    RequestId(
        docket_platform::random::<12>()
            .map_or_else(|_| String::new(), |bytes| URL_SAFE_NO_PAD.encode(bytes)),
    )
}

/// Writes the body of a problem and the headers of every response.
fn finish(mut response: Response, id: &RequestId, base: &BasePath) -> Response {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        *response.body_mut() = Body::from(problem.json(&id.0).to_string());
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let location = response.headers().get(header::LOCATION).and_then(|it| it.to_str().ok());
    let whole = location.map(|path| HeaderValue::from_str(&format!("{}{path}", base.0)));
    if let Some(Ok(whole)) = whole {
        response.headers_mut().insert(header::LOCATION, whole);
    }
    let not_modified = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert("x-request-id", value);
    }
    if !not_modified {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
