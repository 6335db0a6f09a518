//! Issuing access and refresh tokens.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::Role;
use docket_platform::{TokenKind, random};
use jiff::{SignedDuration, Timestamp};

use super::session::Session;
use crate::{App, AppError};

/// A pair of tokens. It has no `Debug`, so that tokens are never logged.
pub struct IssuedTokens {
    /// The access token for the API, valid for `expires_in`.
    pub access_token: String,
    /// The refresh token, which can be exchanged once for a new pair.
    pub refresh_token: String,
    /// How long the access token is valid.
    pub expires_in: SignedDuration,
    /// The role of the tokens.
    pub role: Role,
    /// The device secret, which reserves codes of this contact for the next sign-in on this device.
    /// Present only after a sign-in with a code.
    pub device_secret: Option<String>,
}

/// Issues the first tokens of a new family. Nothing is stored: the first refresh creates the
/// family's item.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the keys of tokens.
pub fn issue_tokens(app: &App, session: &Session) -> Result<IssuedTokens, AppError> {
    issue_next(app, session, URL_SAFE_NO_PAD.encode(random::<12>()?), 0, app.now())
}

/// Issues the tokens with a sequence number in a family. Equal arguments give equal tokens.
pub(super) fn issue_next(
    app: &App,
    session: &Session,
    family: String,
    seq: u32,
    now: Timestamp,
) -> Result<IssuedTokens, AppError> {
    let claims = session.claims(family, seq);
    let issuer = app.keys.issuer()?;
    Ok(IssuedTokens {
        access_token: issuer.issue(TokenKind::Access, &claims, now)?,
        refresh_token: issuer.issue(TokenKind::Refresh, &claims, now)?,
        expires_in: TokenKind::Access.lifetime(),
        role: session.role(),
        device_secret: None,
    })
}
