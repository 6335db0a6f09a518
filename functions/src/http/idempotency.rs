//! `Idempotency-Key`: the same request twice does one thing once.

use std::ops::Deref;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use docket_app::Fault;
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};

use super::{ApiError, tag};

/// Tells that an earlier request made what is answered.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The answer to what made something of this version at this path, or to its
/// repeat.
pub fn created(version: u32, path: &str, body: impl IntoResponse, replayed: bool) -> Response {
    let mut response = recorded(tag(version, (StatusCode::CREATED, body)), replayed);
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// An answer that says so when an earlier request did what it tells of.
pub fn recorded(mut answer: Response, replayed: bool) -> Response {
    if replayed {
        answer.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    answer
}

/// The `Idempotency-Key` header, if there is one.
#[derive(Debug, Clone, Default)]
pub struct IdempotencyKey(docket_app::IdempotencyKey);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self::default());
        };
        match value.to_str() {
            // A header may have tabs in it; nobody sees how many.
            Ok(text) if (1..=255).contains(&text.len()) && !text.contains('\t') => {
                Ok(Self(docket_app::IdempotencyKey::new(text.to_owned())))
            }
            Ok(_) | Err(_) => Err(Fault::parameter(
                "Idempotency-Key",
                "must have 1 to 255 visible ASCII characters",
            )
            .into()),
        }
    }
}

impl Deref for IdempotencyKey {
    type Target = docket_app::IdempotencyKey;

    fn deref(&self) -> &docket_app::IdempotencyKey {
        &self.0
    }
}
