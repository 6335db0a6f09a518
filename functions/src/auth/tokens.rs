//! What signing in gives.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_app::{App, AppError, auth::Session};
use docket_platform::{TokenKind, random};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// A pair of tokens.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// Opens the API for `expiresIn` seconds, as `Authorization: Bearer …`.
    #[schema(value_type = words::AccessToken)]
    pub access_token: String,
    /// Is exchanged for a new pair, once.
    #[schema(value_type = words::RefreshToken)]
    pub refresh_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds.
    #[schema(value_type = words::Seconds)]
    pub expires_in: i64,
    /// `buyer`, `seller`, `driver` or `admin`.
    #[schema(value_type = words::RoleName)]
    pub role: &'static str,
    /// Opens a reserve of this contact's codes for the next sign-in on this
    /// device, for 180 days. Only after a code was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DeviceSecret>)]
    pub device_secret: Option<String>,
}

/// Issues the first tokens of a new family. Nothing is stored: a family's
/// item begins with its first refresh.
pub fn issue(app: &App, session: &Session) -> Result<Tokens, AppError> {
    issue_next(app, session, URL_SAFE_NO_PAD.encode(random::<12>()?), 0, app.now())
}

/// Issues the tokens at a place of a family. The same place and time give the
/// same tokens.
pub fn issue_next(
    app: &App,
    session: &Session,
    family: String,
    seq: u32,
    now: Timestamp,
) -> Result<Tokens, AppError> {
    let claims = session.claims(family, seq);
    let issuer = app.keys.issuer()?;
    Ok(Tokens {
        access_token: issuer.issue(TokenKind::Access, &claims, now)?,
        refresh_token: issuer.issue(TokenKind::Refresh, &claims, now)?,
        token_type: "Bearer",
        expires_in: TokenKind::Access.lifetime().as_secs(),
        role: session.role().name(),
        device_secret: None,
    })
}
