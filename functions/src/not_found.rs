//! Every route that no other function has.

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

/// The paths of an API, with the methods that each takes.
pub type Paths = BTreeMap<String, Vec<HttpMethod>>;

/// Where the paths are known from, for the one function that asks.
#[derive(Clone, Copy)]
pub struct Known(pub fn() -> &'static Paths);

/// The methods of routes, as answers list them.
const ORDER: [(HttpMethod, &str); 5] = [
    (HttpMethod::Get, "GET"),
    (HttpMethod::Post, "POST"),
    (HttpMethod::Put, "PUT"),
    (HttpMethod::Patch, "PATCH"),
    (HttpMethod::Delete, "DELETE"),
];

/// A fallback only.
pub const ROUTES: Routes = Routes {
    serve: |_| Router::new().fallback(not_found),
    #[cfg(feature = "describe")]
    describe: OpenApiRouter::new,
    take_tokens: || false,
    paths: Vec::new,
};

/// 308 for a trailing slash, 405 for a known path that does not take the method, else
/// 404: what takes it would have been led to its own function, were it a path of this API.
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

/// Where the paths that this API knows begin within a path: what it is mapped
/// to, and the rest. All of it where nothing in it is known.
#[must_use]
pub fn split<'a>(paths: &Paths, path: &'a str) -> (&'a str, &'a str) {
    let starts = path.match_indices('/').map(|(at, _)| path.split_at(at));
    let mut known = starts.filter(|(base, rest)| {
        BasePath::parse(base).is_some() && !methods(paths, rest.trim_end_matches('/')).is_empty()
    });
    known.next().unwrap_or(("", path))
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
        Err(_) => ApiError::from(AppError::NotFound).into_response(),
    }
}

/// The methods that a path takes; none if there is no such path. A name in a
/// path sorts before a parameter, and so its own route comes first.
fn methods(paths: &Paths, path: &str) -> Vec<&'static str> {
    let taken = paths.iter().find(|(template, _)| fits(template, path));
    let takes = |method| taken.is_some_and(|(_, methods)| methods.contains(method));
    ORDER.iter().filter(|(method, _)| takes(method)).map(|(_, name)| *name).collect()
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
