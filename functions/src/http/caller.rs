//! The caller of a request.

use std::{convert::Infallible, ops::Deref};

use axum::extract::FromRequestParts;
use docket_app::App;
use docket_platform::TokenError;
use http::{HeaderMap, header, request::Parts};

use super::ApiError;

/// The caller of a request: anonymous, or the holder of a valid token. An invalid token is refused,
/// never ignored.
#[derive(Debug, Clone)]
pub struct Caller(docket_app::Caller);

impl Caller {
    /// Reads and verifies the bearer token of a request.
    ///
    /// # Errors
    ///
    /// [`docket_app::AppError::Token`] for an invalid token.
    pub async fn read(headers: &HeaderMap, app: &App) -> Result<Self, ApiError> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(Self(docket_app::Caller::unknown()));
        };
        let token = value
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(TokenError::Invalid)?;
        Ok(Self(docket_app::Caller::bearer(app, token).await?))
    }
}

impl Deref for Caller {
    type Target = docket_app::Caller;

    fn deref(&self) -> &docket_app::Caller {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    /// The caller that the authentication layer found; anonymous where a route reads no tokens.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get().cloned();
        Ok(known.unwrap_or(Self(docket_app::Caller::unknown())))
    }
}
