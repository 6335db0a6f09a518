//! `ETag`, `If-Match` and `If-None-Match` over versions.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};

use super::ApiError;

/// The conditions of a request.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    matches: Option<String>,
    none_matches: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Conditions {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            matches: list(&parts.headers, &header::IF_MATCH),
            none_matches: list(&parts.headers, &header::IF_NONE_MATCH),
        })
    }
}

fn list(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<_> =
        headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

impl Conditions {
    /// Whether the request names a version at all.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.matches.is_some()
    }

    /// Refuses a change of another version than `If-Match` names.
    ///
    /// # Errors
    ///
    /// [`ApiError::PreconditionFailed`].
    pub fn check(&self, version: u32) -> Result<(), ApiError> {
        match &self.matches {
            Some(list) if !names(list, version) => Err(ApiError::PreconditionFailed),
            Some(_) | None => Ok(()),
        }
    }

    /// `answer` with its tag, or 304 when the reader has that version.
    pub fn answer(&self, version: u32, answer: impl IntoResponse) -> Response {
        let known = self.none_matches.as_deref().is_some_and(|list| names(list, version));
        if known { tag(version, StatusCode::NOT_MODIFIED) } else { tag(version, answer) }
    }
}

/// `answer` with the tag of a version.
pub fn tag(version: u32, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

fn names(list: &str, version: u32) -> bool {
    let wanted = format!("\"{version}\"");
    list.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == wanted)
}
