//! The order in which a request is judged: route, token, rights, body, state.
//!
//! The gate judges the token before any handler runs. What a handler reads
//! after that — query, headers with rules of their own, and body — is opened
//! with a [`Granted`], and only judging rights makes one. So a caller who may
//! not use a route learns that, whatever else is wrong with the request.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use docket_domain::Actor;
use http::request::Parts;

use super::ApiError;

/// Token and rights were judged.
#[derive(Debug, Clone, Copy)]
pub struct Granted(());

impl Granted {
    /// On a route that is open to everybody, or whose rights depend on what
    /// the body names.
    #[must_use]
    pub const fn to_all() -> Self {
        Self(())
    }

    /// To a seller's staff and to administrators. Whose staff may do it is for
    /// the route to judge.
    ///
    /// # Errors
    ///
    /// [`ApiError::Forbidden`] for everybody else.
    pub const fn to_staff(actor: &Actor) -> Result<Self, ApiError> {
        Self::only(matches!(actor, Actor::Seller { .. } | Actor::Admin(_)))
    }

    /// To administrators.
    ///
    /// # Errors
    ///
    /// [`ApiError::Forbidden`] for everybody else.
    pub const fn to_admins(actor: &Actor) -> Result<Self, ApiError> {
        Self::only(matches!(actor, Actor::Admin(_)))
    }

    /// To whom it is allowed.
    ///
    /// # Errors
    ///
    /// [`ApiError::Forbidden`] for everybody else.
    pub const fn only(allowed: bool) -> Result<Self, ApiError> {
        if allowed { Ok(Self(())) } else { Err(ApiError::Forbidden) }
    }
}

/// A part of a request whose refusal waits until rights are judged.
#[derive(Debug)]
pub struct Later<E>(Result<E, ApiError>);

impl<E> Later<E> {
    /// The part.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
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
