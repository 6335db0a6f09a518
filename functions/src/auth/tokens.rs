//! The tokens in the response of a sign-in.

use docket_app::auth::IssuedTokens;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// The tokens of a session, and the role in which it acts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// The access token. Send it as `Authorization: Bearer …` with each request, for `expiresIn`
    /// seconds.
    #[schema(value_type = words::AccessToken)]
    pub access_token: String,
    /// The refresh token, which can be exchanged once for new tokens, for 30 days. Absent if it is
    /// in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RefreshToken>)]
    pub refresh_token: Option<String>,
    /// The type of the access token, which is always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// The number of seconds for which the access token is valid.
    #[schema(value_type = words::Seconds)]
    pub expires_in: i64,
    /// The role of the session: `buyer`, `seller`, `driver` or `admin`.
    #[schema(value_type = words::RoleName)]
    pub role: &'static str,
    /// The device secret, to be sent with the next request for a code for this contact. It is valid
    /// for 180 days and cannot sign in by itself. Present only after a sign-in with a code, and
    /// absent if it is in a cookie.
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
