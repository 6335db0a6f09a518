//! The header `Idempotency-Key`: a request that is sent twice takes effect once.

use std::ops::Deref;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use docket_app::Fault;
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};

use super::{ApiError, tag};

/// The response header that says that an earlier request had the effect.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The 201 response for a new resource of this version at this path, or for a repeated request.
pub fn created(version: u32, path: &str, body: impl IntoResponse, replayed: bool) -> Response {
    let mut response = recorded(tag(version, (StatusCode::CREATED, body)), replayed);
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A response with `Idempotent-Replayed: true` if an earlier request had the effect.
pub fn recorded(mut answer: Response, replayed: bool) -> Response {
    if replayed {
        answer.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    answer
}

/// The `Idempotency-Key` header, if the request has one.
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
