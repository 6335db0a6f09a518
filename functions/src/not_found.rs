//! Every route that no other function has.

use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use utoipa::openapi::path::PathItem;
use utoipa_axum::router::OpenApiRouter;

use crate::{SharedApp, http::ApiError};

/// A fallback only.
pub fn routes() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new().fallback(not_found)
}

/// 308 for a trailing slash, 405 for a known path, else 404.
async fn not_found(request: Request) -> Response {
    let path = request.uri().path();
    let known = known_paths();
    let methods = |path: &str| {
        known.iter().find(|(template, _)| fits(template, path)).map(|(_, methods)| methods)
    };
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() < path.len() && methods(trimmed).is_some() {
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        return Redirect::permanent(&format!("{trimmed}{query}")).into_response();
    }
    match methods(path) {
        Some(methods) => ApiError::MethodNotAllowed(methods.join(", ")).into_response(),
        None => ApiError::NotFound.into_response(),
    }
}

/// Every path with its methods.
fn known_paths() -> Vec<(String, Vec<&'static str>)> {
    let (_, description) = crate::http::described().split_for_parts();
    description.paths.paths.into_iter().map(|(path, item)| (path, methods(&item))).collect()
}

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
