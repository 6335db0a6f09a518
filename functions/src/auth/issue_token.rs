use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    external::{ExternalSignIn, sign_in_externally},
    sign_in::{SignIn, issue, sign_in},
    tokens::{self, Tokens},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiJson},
};

/// A code with its address, or an external issuer's ID token.
#[derive(Deserialize, ToSchema)]
#[serde(untagged, try_from = "Fields")]
pub enum TokenRequest {
    /// A code.
    Code(SignIn),
    /// An ID token.
    External(ExternalSignIn),
}

/// All that a request for tokens may have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    challenge: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    code: Option<String>,
    id_token: Option<String>,
}

// Told apart by hand, so that a refusal names what is missing.
impl TryFrom<Fields> for TokenRequest {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let Fields { challenge, phone, email, code, id_token } = fields;
        let alone = challenge.is_none() && phone.is_none() && email.is_none();
        match (challenge, code, id_token) {
            (Some(challenge), Some(code), None) => {
                Ok(Self::Code(SignIn { challenge, phone, email, code }))
            }
            (None, None, Some(id_token)) if alone => {
                Ok(Self::External(ExternalSignIn { id_token }))
            }
            (_, None, None) => Err("missing field `code`"),
            (None, Some(_), None) => Err("missing field `challenge`"),
            (_, _, Some(_)) => Err("an idToken stands alone"),
        }
    }
}

/// Exchanges a code, or an ID token of the external issuer that the
/// deployment trusts, for tokens: a member's own role, else a buyer's. An
/// administrator's role takes a code.
#[utoipa::path(
    post, path = "/api/auth/tokens", tag = "Signing in", request_body = TokenRequest,
    responses(
        (status = OK, body = Tokens),
        (status = UNAUTHORIZED),
        (status = FORBIDDEN),
        (status = CONFLICT),
    ),
)]
pub async fn issue_token(
    State(app): State<SharedApp>,
    ApiJson { value: request, .. }: ApiJson<TokenRequest>,
) -> Result<Json<Tokens>, ApiError> {
    match &request {
        TokenRequest::Code(code) => {
            let session = sign_in(&app, code).await?;
            issue(&app, &session).map(Json)
        }
        TokenRequest::External(token) => {
            let session = sign_in_externally(&app, token).await?;
            tokens::issue(&app, &session).map(Json)
        }
    }
}
