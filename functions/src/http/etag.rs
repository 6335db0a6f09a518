//! `ETag`, `If-Match` and `If-None-Match` over versions.

use std::convert::Infallible;

use axum::{
    body::{Body, to_bytes},
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_app::ExpectedVersion;
use docket_platform::digest;
use docket_store::StoreError;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};

use super::ApiError;

/// The conditional headers of a request: `If-Match` and `If-None-Match`.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    expected: ExpectedVersion,
    none_matches: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Conditions {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            expected: list(&parts.headers, &header::IF_MATCH)
                .map_or(ExpectedVersion::Any, |list| expected(&list)),
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
    /// The versions that `If-Match` names.
    #[must_use]
    pub const fn expected(&self) -> &ExpectedVersion {
        &self.expected
    }

    /// Whether the request has `If-None-Match`.
    #[must_use]
    pub const fn has_tags(&self) -> bool {
        self.none_matches.is_some()
    }

    /// 304 with this tag if `If-None-Match` names it.
    #[must_use]
    pub fn unchanged(&self, tag: &WeakTag) -> Option<Response> {
        let known = self.none_matches.as_deref().is_some_and(|list| has(list, &tag.0));
        known.then(|| tag.on(StatusCode::NOT_MODIFIED))
    }

    /// `answer` with the tag of its version, or 304 if `If-None-Match` names that version.
    pub fn answer(&self, version: u32, answer: impl IntoResponse) -> Response {
        let known = self.none_matches.as_deref().is_some_and(|list| names(list, version));
        if known { tag(version, StatusCode::NOT_MODIFIED) } else { tag(version, answer) }
    }
}

/// A weak entity tag (RFC 9110): two responses with this tag have equivalent content, though their
/// bytes may differ.
#[derive(Debug, Clone)]
pub struct WeakTag(String);

impl WeakTag {
    /// The tag of content with this digest.
    #[must_use]
    pub fn of(digest: &[u8]) -> Self {
        let most = digest.len().min(12);
        Self(format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..most])))
    }

    /// `answer` with this tag.
    pub fn on(&self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        if let Ok(value) = HeaderValue::from_str(&format!("W/{}", self.0)) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}

/// `answer` with the entity tag of a version.
pub fn tag(version: u32, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

/// The version of a resource whose reads contain more than the resource, such as live stock. As an
/// extension of a response it begins the entity tag, and a hash of the content follows.
#[derive(Debug, Clone, Copy)]
pub struct Version(pub u32);

/// A read with an entity tag that covers its content; or 304 if `If-None-Match` names that tag.
pub async fn tag_content(known: Option<&HeaderValue>, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // Answers are in memory already, so that this neither fails nor waits.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return ApiError::from(StoreError::Busy).into_response();
    };
    let hash = URL_SAFE_NO_PAD.encode(&digest(&bytes)[..12]);
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

/// The versions that a list of entity tags names. The part of a tag after the version is ignored.
fn expected(list: &str) -> ExpectedVersion {
    let mut versions = Vec::new();
    for tag in list.split(',').map(str::trim) {
        if tag == "*" {
            return ExpectedVersion::Existing;
        }
        let text = tag.trim_start_matches("W/").strip_prefix('"');
        let text = text.and_then(|text| text.strip_suffix('"')).unwrap_or_default();
        let version = text.split('.').next().unwrap_or_default();
        versions.extend(version.parse().ok().filter(|read: &u32| read.to_string() == version));
    }
    ExpectedVersion::OneOf(versions)
}

fn names(list: &str, version: u32) -> bool {
    has(list, &format!("\"{version}\""))
}

fn has(list: &str, wanted: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == wanted)
}
