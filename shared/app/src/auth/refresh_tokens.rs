//! Exchanging a refresh token for a new pair.

use docket_domain::{Grant, MemberId, Role};
use docket_platform::{Claims, TokenError, TokenKind};
use docket_store::{Exchange, Rotation};
use jiff::SignedDuration;

use super::{
    session::{Bearer, Proven, Session},
    tokens::{IssuedTokens, issue_next},
};
use crate::{App, AppError, IdempotencyKey};

/// How a refresh token that was exchanged before is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// Its whole family is revoked.
    Refused,
    /// For a minute, and until its successor is exchanged, it returns its successor again. A
    /// browser with the token in a cookie has several tabs, and may lose a response.
    ForAMinute,
}

impl Reuse {
    const fn grace(self) -> SignedDuration {
        match self {
            Self::Refused => SignedDuration::ZERO,
            Self::ForAMinute => SignedDuration::from_mins(1),
        }
    }
}

/// Exchanges a refresh token for a new pair of tokens. A token can be exchanged once. A second
/// exchange revokes the whole family, unless it has an equal idempotency `key` or `reuse` allows
/// it; then it returns an equal pair.
///
/// # Errors
///
/// [`AppError::Token`] for a token that is invalid, expired or revoked.
pub async fn refresh_tokens(
    app: &App,
    token: &str,
    key: &IdempotencyKey,
    reuse: Reuse,
) -> Result<IssuedTokens, AppError> {
    let stamp = app.stamp()?;
    let verifier = app.keys.verifier();
    let token = verifier.verify(TokenKind::Refresh, token, stamp.now)?;
    let claims = token.claims;
    let session = session(app, &claims).await?;
    let ends_at = stamp.now + TokenKind::Refresh.lifetime();
    let exchange = Exchange {
        family: &claims.family,
        seq: claims.seq,
        key: key.digest(),
        grace: reuse.grace(),
        token: &stamp.change,
        now: stamp.now,
        ends_at,
    };
    match app.store.rotate(&exchange).await? {
        Rotation::Rotated(at) => issue_next(app, &session, claims.family, claims.seq + 1, at),
        Rotation::Revoked => Err(TokenError::Invalid.into()),
        Rotation::Reused => {
            // One of the two holders has stolen the token, so both are signed out.
            app.store.revoke_family(&claims.family, &stamp.change, stamp.now, ends_at).await?;
            tracing::warn!(family = claims.family, "a refresh token was used twice");
            Err(TokenError::Invalid.into())
        }
    }
}

/// The session that the new tokens are for. A member's role may have changed since the old ones.
/// The proven contact is copied from the old tokens.
async fn session(app: &App, claims: &Claims) -> Result<Session, AppError> {
    let refused = || AppError::Token(TokenError::Invalid);
    let contact = Proven::of(claims).ok_or_else(refused)?;
    if contact.epoch < app.store.contact_epoch(&contact.key).await? {
        return Err(refused());
    }
    Ok(Session { bearer: bearer(app, claims, &contact).await?, contact })
}

async fn bearer(app: &App, claims: &Claims, contact: &Proven) -> Result<Bearer, AppError> {
    let refused = || AppError::Token(TokenError::Invalid);
    if claims.role == Role::Buyer.name() {
        return Ok(Bearer::Buyer);
    }
    let id: MemberId = claims.sub.parse().map_err(|_| refused())?;
    if let Some(member) = app.store.member(&id).await? {
        // A member whose tokens were revoked has no session either.
        let void = member.disabled || claims.epoch != member.epoch;
        return if void { Err(refused()) } else { Ok(member.into()) };
    }
    let admin = app.is_admin_key(&contact.key)? && app.admin_id(&contact.key)? == id;
    if admin { Ok(Bearer::Member(id, Grant::Admin, 0)) } else { Err(refused()) }
}
