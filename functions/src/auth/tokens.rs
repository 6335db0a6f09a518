//! What signing in gives.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_app::{App, AppError};
use docket_domain::{CustomerKey, Grant, Member, MemberId, Role};
use docket_platform::{Claims, TokenKind, random};
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

/// Somebody who signed in: in which role, and with which contact.
pub struct Session {
    /// In which role.
    pub bearer: Bearer,
    /// The contact that this sign-in proved.
    pub contact: Proven,
}

/// In which role somebody signs in.
pub enum Bearer {
    /// As the buyer with the proven contact.
    Buyer,
    /// As a member, with the epoch of the tokens.
    Member(MemberId, Grant, u32),
}

/// A contact that a sign-in proved.
pub struct Proven {
    /// Its key.
    pub key: CustomerKey,
    /// The epoch of its tokens.
    pub epoch: u32,
    /// Whether the external issuer's word was the proof, and no code of ours.
    pub external: bool,
}

impl From<Member> for Bearer {
    fn from(member: Member) -> Self {
        Self::Member(member.id, member.grant, member.epoch)
    }
}

impl Session {
    /// The role of the tokens.
    pub const fn role(&self) -> Role {
        match &self.bearer {
            Bearer::Buyer => Role::Buyer,
            Bearer::Member(_, grant, _) => grant.role(),
        }
    }

    /// What the tokens at a place of a family say.
    fn claims(&self, family: String, seq: u32) -> Claims {
        let (sub, seller, epoch) = match &self.bearer {
            Bearer::Buyer => (self.contact.key.to_string(), None, 0),
            Bearer::Member(id, grant, epoch) => {
                (id.to_string(), grant.seller().map(ToString::to_string), *epoch)
            }
        };
        Claims {
            sub,
            role: self.role().name().to_owned(),
            seller,
            family,
            seq,
            epoch,
            contact: Some(self.contact.key.to_string()),
            contact_epoch: self.contact.epoch,
            external: self.contact.external,
        }
    }
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
