//! The tokens of somebody who signed in.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::Role;
use docket_platform::{TokenKind, random};
use jiff::{SignedDuration, Timestamp};

use super::session::Session;
use crate::{App, AppError};

/// A pair of tokens; without `Debug`, so that none is ever shown.
pub struct IssuedTokens {
    /// Opens the API for `expires_in`.
    pub access_token: String,
    /// Is exchanged for a new pair, once.
    pub refresh_token: String,
    /// How long the access token is good.
    pub expires_in: SignedDuration,
    /// In which role they were issued.
    pub role: Role,
    /// Opens a reserve of this contact's codes for the next sign-in on this
    /// device. Only after a code was given.
    pub device_secret: Option<String>,
}

/// Issues the first tokens of a new family. Nothing is stored: a family's
/// item begins with its first refresh.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the keys of tokens.
pub fn issue_tokens(app: &App, session: &Session) -> Result<IssuedTokens, AppError> {
    issue_next(app, session, URL_SAFE_NO_PAD.encode(random::<12>()?), 0, app.now())
}

/// Issues the tokens at a place of a family. The same place and time give the
/// same tokens.
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
