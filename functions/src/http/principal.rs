use axum::extract::FromRequestParts;
use docket_domain::{Actor, IdError, Role, SellerId};
use docket_platform::{Claims, Token, TokenError, TokenKind};
use http::{header, request::Parts};

use super::{ApiError, FieldError};
use crate::SharedApp;

/// Who sends a request: nobody known, or the bearer of a good token. A bad
/// token is refused, never ignored.
#[derive(Debug, Clone)]
pub struct Caller(Option<(Actor, Token)>);

impl Caller {
    /// The actor, if the caller signed in.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        self.0.as_ref().map(|(actor, _)| actor)
    }

    /// The actor.
    ///
    /// # Errors
    ///
    /// [`ApiError::Unauthenticated`] when the caller did not sign in.
    pub fn signed_in(&self) -> Result<&Actor, ApiError> {
        self.actor().ok_or(ApiError::Unauthenticated)
    }

    /// The caller's token.
    ///
    /// # Errors
    ///
    /// [`ApiError::Unauthenticated`] when the caller did not sign in.
    pub fn token(&self) -> Result<&Token, ApiError> {
        self.0.as_ref().map(|(_, token)| token).ok_or(ApiError::Unauthenticated)
    }
}

impl FromRequestParts<SharedApp> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &SharedApp) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::AUTHORIZATION) else { return Ok(Self(None)) };
        let token = value
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(TokenError::Invalid)?;
        let token = app.keys.verifier().verify(TokenKind::Access, token, app.now())?;
        let actor = actor(&token.claims).ok_or(TokenError::Invalid)?;
        app.revocations.check(&app.store, &token, app.now()).await?;
        Ok(Self(Some((actor, token))))
    }
}

fn actor(claims: &Claims) -> Option<Actor> {
    let member = || claims.sub.parse().ok();
    let seller = || claims.seller.as_deref()?.parse().ok();
    match Role::from_name(&claims.role)? {
        Role::Buyer => claims.sub.parse().ok().map(Actor::Buyer),
        Role::Seller => Some(Actor::Seller { seller: seller()?, member: member()? }),
        Role::Driver => Some(Actor::Driver { seller: seller()?, member: member()? }),
        Role::Admin => member().map(Actor::Admin),
        Role::System => None,
    }
}

/// The seller that a request is about: the one that its `sellerId` names, else
/// the actor's own. `fault` says where that stands. That the actor manages it
/// is for the caller to check.
///
/// # Errors
///
/// [`ApiError::Invalid`] when it names none and must; [`ApiError::Forbidden`]
/// for who has no seller.
pub fn actor_seller(
    named: Option<&str>,
    actor: &Actor,
    fault: impl Fn(&str) -> FieldError,
) -> Result<SellerId, ApiError> {
    match (named, actor) {
        (Some(id), _) => id.parse().map_err(|error: IdError| fault(&error.to_string()).into()),
        (None, Actor::Seller { seller, .. }) => Ok(seller.clone()),
        (None, Actor::Admin(_)) => Err(fault("is required").into()),
        (None, Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_)) => {
            Err(ApiError::Forbidden)
        }
    }
}
