//! `/openapi.json`: the API's description, as this program's code has it. The page that shows it, `/docs`, is one of the
//! web pages; on AWS the description is a file beside them.

use std::sync::LazyLock;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{pages::PAGE_HEADERS, tools::problem};

/// The description, or why it cannot be written. Assembled once, when it is first asked for: most runs of the program, and
/// nearly all tests, never do.
static DESCRIPTION: LazyLock<Result<String, String>> =
    LazyLock::new(|| docket_functions::openapi().to_json().map_err(|error| error.to_string()));

/// The route.
pub fn router() -> Router {
    Router::new().route("/openapi.json", get(description))
}

async fn description() -> Response {
    let json = match &*DESCRIPTION {
        Ok(json) => json.as_str(),
        Err(error) => return problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", error),
    };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    let mut response = (headers, json).into_response();
    for (name, value) in PAGE_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
