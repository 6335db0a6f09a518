//! The network address of the caller.

use std::{convert::Infallible, ops::Deref};

use axum::extract::FromRequestParts;
use docket_app::NetworkSource;
use http::request::Parts;

/// The network address from which a request came, as API Gateway or the distribution before it saw
/// it. Other headers about it can be forged and are ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source(pub NetworkSource);

impl Deref for Source {
    type Target = NetworkSource;

    fn deref(&self) -> &NetworkSource {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self(NetworkSource(None))))
    }
}
