//! What signing in gives.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{CustomerKey, Grant, Member, MemberId, Role};
use docket_platform::{Claims, TokenKind, random};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{App, http::ApiError, openapi::words};

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

/// Who gets tokens.
pub enum Bearer {
    /// The bearer of a phone or e-mail address.
    Buyer(CustomerKey),
    /// A member, with the epoch of the tokens.
    Member(MemberId, Grant, u32),
}

impl From<Member> for Bearer {
    fn from(member: Member) -> Self {
        Self::Member(member.id, member.grant, member.epoch)
    }
}

impl Bearer {
    /// The role of the tokens.
    pub const fn role(&self) -> Role {
        match self {
            Self::Buyer(_) => Role::Buyer,
            Self::Member(_, grant, _) => grant.role(),
        }
    }
}

/// Issues the first tokens of a new family. Nothing is stored: a family's
/// item begins with its first refresh.
pub fn issue(app: &App, bearer: &Bearer) -> Result<Tokens, ApiError> {
    issue_next(app, bearer, URL_SAFE_NO_PAD.encode(random::<12>()?), 0, app.now())
}

/// Issues the tokens at a place of a family. The same place and time give the
/// same tokens.
pub fn issue_next(
    app: &App,
    bearer: &Bearer,
    family: String,
    seq: u32,
    now: Timestamp,
) -> Result<Tokens, ApiError> {
    let (sub, seller, epoch) = match bearer {
        Bearer::Buyer(key) => (key.to_string(), None, 0),
        Bearer::Member(id, grant, epoch) => {
            (id.to_string(), grant.seller().map(ToString::to_string), *epoch)
        }
    };
    let role = bearer.role().name();
    let claims = Claims { sub, role: role.to_owned(), seller, family, seq, epoch };
    let issuer = app.keys.issuer()?;
    Ok(Tokens {
        access_token: issuer.issue(TokenKind::Access, &claims, now)?,
        refresh_token: issuer.issue(TokenKind::Refresh, &claims, now)?,
        token_type: "Bearer",
        expires_in: TokenKind::Access.lifetime().as_secs(),
        role,
        device_secret: None,
    })
}
