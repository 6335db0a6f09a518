//! The one parameter of a path, and the hash of a body.

use std::str::FromStr;

use aws_lc_rs::digest;
use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use super::ApiError;

/// The first half of the SHA-256.
pub fn hash(body: &[u8]) -> [u8; 16] {
    let digest = digest::digest(&digest::SHA256, body);
    std::array::from_fn(|at| digest.as_ref()[at])
}

/// The one parameter of a path. What does not parse is not there.
#[derive(Debug, Clone, Copy)]
pub struct ApiPath<T>(pub T);

impl<S, T> FromRequestParts<S> for ApiPath<T>
where
    S: Send + Sync,
    T: FromStr,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| ApiError::NotFound)?;
        text.parse().map(Self).map_err(|_| ApiError::NotFound)
    }
}
