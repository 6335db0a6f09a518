use axum::{Json, extract::State};
use docket_app::{
    Faults, Granted, SharedApp,
    auth::{self, GivenCode},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{sign_in::SignIn, tokens::Tokens};
use crate::http::{ApiError, Body};

/// A code with its address, or an external issuer's ID token.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what either of them is")]
pub enum TokenRequest {
    /// A code.
    Code(SignIn),
    /// An ID token.
    External(ExternalSignIn),
}

/// An ID token of the external issuer that the deployment trusts.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `TokenFields` reads")]
pub struct ExternalSignIn {
    /// Good once, and within ten minutes of its issue.
    #[schema(example = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSIsImtpZCI6ImsxIn0.e30.c2lnbmF0dXJl")]
    id_token: String,
}

/// All that a request for tokens may have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TokenFields {
    challenge: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    code: Option<String>,
    id_token: Option<String>,
}

enum TokenRead {
    Code(GivenCode),
    External(String),
}

impl TokenFields {
    // Told apart by hand, so that a refusal names what is missing.
    fn read(self, faults: &mut Faults) -> Option<TokenRead> {
        let Self { challenge, phone, email, code, id_token } = self;
        if let Some(id_token) = id_token {
            let code =
                [("/challenge", challenge), ("/phone", phone), ("/email", email), ("/code", code)];
            for (pointer, _) in code.iter().filter(|(_, value)| value.is_some()) {
                faults.add(pointer, "is not for a request with an idToken, which stands alone");
            }
            return Some(TokenRead::External(id_token));
        }
        for (pointer, value) in [("/challenge", &challenge), ("/code", &code)] {
            if value.is_none() {
                faults.add(pointer, "is required");
            }
        }
        let (challenge, code) = (challenge.unwrap_or_default(), code.unwrap_or_default());
        SignIn { challenge, phone, email, code }.read(faults).map(TokenRead::Code)
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
    body: Body<TokenFields>,
) -> Result<Json<Tokens>, ApiError> {
    let tokens = match &body.read(&Granted::to_all(), TokenFields::read)?.value {
        TokenRead::Code(given) => auth::sign_in(&app, given).await?,
        TokenRead::External(id_token) => auth::sign_in_externally(&app, id_token).await?,
    };
    Ok(Json(tokens.into()))
}
