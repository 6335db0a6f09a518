//! What signing in gives.

use docket_app::auth::IssuedTokens;
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
    /// Is exchanged for a new pair, once. Absent where it is in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RefreshToken>)]
    pub refresh_token: Option<String>,
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
    /// device, for 180 days. Only after a code was given, and absent where it is
    /// in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DeviceSecret>)]
    pub device_secret: Option<String>,
}

impl From<IssuedTokens> for Tokens {
    fn from(issued: IssuedTokens) -> Self {
        Self {
            access_token: issued.access_token,
            refresh_token: Some(issued.refresh_token),
            token_type: "Bearer",
            expires_in: issued.expires_in.as_secs(),
            role: issued.role.name(),
            device_secret: issued.device_secret,
        }
    }
}
