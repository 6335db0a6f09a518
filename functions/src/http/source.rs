//! Where a request came from.

use std::{convert::Infallible, ops::Deref};

use axum::extract::FromRequestParts;
use docket_app::NetworkSource;
use http::request::Parts;

/// The network address that a request came from, as the gateway saw it, or the
/// distribution that the gateway heard it from. What other headers say of it is
/// anybody's word and not looked at.
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
