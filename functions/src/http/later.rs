//! Parts of a request that are read only after the caller's rights were checked.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use docket_app::Granted;
use http::request::Parts;

use super::ApiError;

/// A part of a request whose errors are reported only after the caller's rights were checked.
#[derive(Debug)]
pub struct Later<E>(Result<E, ApiError>);

impl<E> Later<E> {
    /// The part, or its error.
    ///
    /// # Errors
    ///
    /// The error with which the part was read.
    pub fn read(self, _: &Granted) -> Result<E, ApiError> {
        self.0
    }
}

impl<S, E> FromRequestParts<S> for Later<E>
where
    S: Send + Sync,
    E: FromRequestParts<S, Rejection = ApiError>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(E::from_request_parts(parts, state).await))
    }
}
