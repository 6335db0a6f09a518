//! The parameters in the path of a request.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use docket_app::AppError;
use http::request::Parts;

use super::ApiError;

/// The only parameter of a path. A value that cannot be parsed is answered with 404.
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
            .map_err(|_| AppError::NotFound)?;
        text.parse().map(Self).map_err(|_| AppError::NotFound.into())
    }
}

/// The two parameters of a path. A value that cannot be parsed is answered with 404.
#[derive(Debug, Clone, Copy)]
pub struct ApiPathPair<A, B>(pub A, pub B);

impl<S, A, B> FromRequestParts<S> for ApiPathPair<A, B>
where
    S: Send + Sync,
    A: FromStr,
    B: FromStr,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path((first, second)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| AppError::NotFound)?;
        let first = first.parse().map_err(|_| AppError::NotFound)?;
        let second = second.parse().map_err(|_| AppError::NotFound)?;
        Ok(Self(first, second))
    }
}
