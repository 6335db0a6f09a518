//! The function not-found, which answers every request that no other route matches.

use std::collections::BTreeMap;

use axum::{
    Extension, Router,
    extract::Request,
    response::{IntoResponse, Response},
};
use docket_app::AppError;
use http::{HeaderValue, StatusCode, Uri, header};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use utoipa::openapi::HttpMethod;
#[cfg(feature = "describe")]
use utoipa_axum::router::OpenApiRouter;

use crate::{
    function::Routes,
    http::{ApiError, BasePath},
};

/// The paths of an API, with the HTTP methods of each.
pub type Paths = BTreeMap<String, Vec<HttpMethod>>;

/// Source of all known paths, for the one function that needs them.
#[derive(Clone, Copy)]
pub struct Known(pub fn() -> &'static Paths);

/// HTTP methods in the order in which `Allow` lists them.
const ORDER: [(HttpMethod, &str); 5] = [
    (HttpMethod::Get, "GET"),
    (HttpMethod::Post, "POST"),
    (HttpMethod::Put, "PUT"),
    (HttpMethod::Patch, "PATCH"),
    (HttpMethod::Delete, "DELETE"),
];

/// Routes of the function not-found: a fallback for every path.
pub const ROUTES: Routes = Routes {
    serve: |_| Router::new().fallback(not_found),
    #[cfg(feature = "describe")]
    describe: OpenApiRouter::new,
    take_tokens: || false,
    paths: Vec::new,
};

/// Answers 308 for a trailing slash, 405 for a known path that does not support the method, else
/// 404. Requests to known routes never arrive here, because API Gateway sends them to their own
/// function.
async fn not_found(Extension(Known(paths)): Extension<Known>, request: Request) -> Response {
    let (paths, path) = (paths(), request.uri().path());
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() < path.len() && !methods(paths, trimmed).is_empty() {
        return moved(trimmed, request.uri());
    }
    match methods(paths, path).as_slice() {
        [] => ApiError::from(AppError::NotFound).into_response(),
        methods if methods.contains(&request.method().as_str()) => {
            ApiError::from(AppError::NotFound).into_response()
        }
        methods => ApiError::MethodNotAllowed(methods.join(", ")).into_response(),
    }
}

/// Splits a path into the base path that the API is mapped to, and the path within the API. The
/// base is empty when no part of the path is known.
#[must_use]
pub fn split<'a>(paths: &Paths, path: &'a str) -> (&'a str, &'a str) {
    let starts = path.match_indices('/').map(|(at, _)| path.split_at(at));
    let mut known = starts.filter(|(base, rest)| {
        BasePath::parse(base).is_some() && !methods(paths, rest.trim_end_matches('/')).is_empty()
    });
    known.next().unwrap_or(("", path))
}

/// Answers 308 to `path` with the query of `uri`. API Gateway passes decoded paths, so a path can
/// hold characters that a header cannot.
fn moved(path: &str, uri: &Uri) -> Response {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    let target = format!("{path}{query}");
    match HeaderValue::from_str(&utf8_percent_encode(&target, CONTROLS).to_string()) {
        Ok(target) => {
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, target)]).into_response()
        }
        Err(_) => ApiError::from(AppError::NotFound).into_response(),
    }
}

/// The HTTP methods of a path; none for an unknown path. Literal segments sort before parameters,
/// so the more specific route is found first.
fn methods(paths: &Paths, path: &str) -> Vec<&'static str> {
    let taken = paths.iter().find(|(template, _)| fits(template, path));
    let takes = |method| taken.is_some_and(|(_, methods)| methods.contains(method));
    ORDER.iter().filter(|(method, _)| takes(method)).map(|(_, name)| *name).collect()
}

/// Whether `path` matches `template`, in which `{…}` stands for one segment.
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
    fn what_the_api_is_mapped_to_is_told_from_its_own_paths() {
        for (given, base) in [
            ("/api/orders/x/", ""),
            ("/shop/api/orders", "/shop"),
            ("/api/v1/api/orders/x/track", "/api/v1"),
            ("/api/api/orders", "/api"),
            ("/prod/.well-known/jwks.json/", "/prod"),
            ("/shop/api/nothing", ""),
            // In `Location` these would lead to another host, or out of what is mapped.
            ("//evil.example/api/orders/", ""),
            ("/\\evil.example/api/orders/", ""),
            ("/shop//api/orders", ""),
            ("/../api/orders/", ""),
            ("/a b/api/orders/", ""),
            ("/", ""),
            ("", ""),
        ] {
            assert_eq!(
                split(crate::registry::paths(), given),
                (base, &given[base.len()..]),
                "{given}"
            );
        }
    }

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
