//! Every route that no other function has.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, Uri, header};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use utoipa::openapi::path::PathItem;
use utoipa_axum::router::OpenApiRouter;

use crate::{http::ApiError, registry::Routes};

/// A fallback only.
pub const ROUTES: Routes = Routes {
    serve: || Router::new().fallback(not_found),
    describe: OpenApiRouter::new,
    take_tokens: || false,
};

/// 308 for a trailing slash, 405 for a known path, else 404.
async fn not_found(request: Request) -> Response {
    let path = request.uri().path();
    let methods = |path: &str| {
        KNOWN.iter().find(|(template, _)| fits(template, path)).map(|(_, methods)| methods)
    };
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() < path.len() && methods(trimmed).is_some() {
        return moved(trimmed, request.uri());
    }
    match methods(path) {
        Some(methods) => ApiError::MethodNotAllowed(methods.join(", ")).into_response(),
        None => ApiError::NotFound.into_response(),
    }
}

/// 308 to `path` with the query of `uri`. API Gateway hands paths over decoded,
/// so that there may be anything in them; not everything may be in a header.
fn moved(path: &str, uri: &Uri) -> Response {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    let target = format!("{path}{query}");
    match HeaderValue::from_str(&utf8_percent_encode(&target, CONTROLS).to_string()) {
        Ok(target) => {
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, target)]).into_response()
        }
        Err(_) => ApiError::NotFound.into_response(),
    }
}

/// Every path with its methods. They stand in the description of all routes,
/// which is built once.
static KNOWN: LazyLock<Vec<(String, Vec<&'static str>)>> = LazyLock::new(|| {
    let (_, description) = crate::http::described().split_for_parts();
    description.paths.paths.into_iter().map(|(path, item)| (path, methods(&item))).collect()
});

fn methods(item: &PathItem) -> Vec<&'static str> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("GET", get), ("POST", post), ("PUT", put), ("PATCH", patch), ("DELETE", delete)]
        .into_iter()
        .filter(|(_, operation)| operation.is_some())
        .map(|(method, _)| method)
        .collect()
}

/// Whether `path` is one of `template`, `{…}` standing for one segment.
fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want == have => {}
            (Some(want), Some(have)) if want.starts_with('{') && !have.is_empty() => {}
            (_, _) => return false,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_in_a_path_a_slash_behind_it_is_answered() {
        for (given, location) in [
            ("/api/orders/x/", "/api/orders/x"),
            ("/api/orders/%2Fx/?a=%20b", "/api/orders/%2Fx?a=%20b"),
            ("/api/orders/\u{fc}/?a=\u{fc}", "/api/orders/%C3%BC?a=%C3%BC"),
        ] {
            let uri: Uri = given.parse().unwrap();
            let response = moved(uri.path().trim_end_matches('/'), &uri);
            assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
            assert_eq!(response.headers()[header::LOCATION], location);
        }
    }
}
