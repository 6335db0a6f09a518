//! `ETag`, `If-Match` and `If-None-Match` over versions.

use std::convert::Infallible;

use aws_lc_rs::digest;
use axum::{
    body::{Body, to_bytes},
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_store::StoreError;
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
            Some(list) if !binds(list, version) => Err(ApiError::PreconditionFailed),
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

/// The version of a resource whose reads say more than it does, such as live
/// stock: put into an answer, it begins the answer's tag.
#[derive(Debug, Clone, Copy)]
pub struct Version(pub u32);

/// A read that has no version, or shows more, tagged by what it says; or 304
/// when the reader has that.
pub async fn tag_content(known: Option<&HeaderValue>, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // Answers are in memory already, so that this neither fails nor waits.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return ApiError::from(StoreError::Busy).into_response();
    };
    let hash = digest::digest(&digest::SHA256, &bytes);
    let hash = URL_SAFE_NO_PAD.encode(&hash.as_ref()[..12]);
    let tag = match parts.extensions.get::<Version>() {
        Some(Version(version)) => format!("\"{version}.{hash}\""),
        None => format!("\"{hash}\""),
    };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if known.and_then(|list| list.to_str().ok()).is_some_and(|list| has(list, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether a tag of the list is of this version, whatever else it says.
fn binds(list: &str, version: u32) -> bool {
    let of = |tag: &str| {
        let text = tag.trim().trim_start_matches("W/").strip_prefix('"')?.strip_suffix('"')?;
        Some(text.split('.').next().unwrap_or_default() == version.to_string())
    };
    names(list, version) || list.split(',').any(|tag| of(tag).unwrap_or(false))
}

fn names(list: &str, version: u32) -> bool {
    has(list, &format!("\"{version}\""))
}

fn has(list: &str, wanted: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == wanted)
}
