use axum::{extract::State, response::Response};
use docket_app::{
    Faults, Granted, SharedApp,
    auth::{self, GivenCode},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    keeping::{Browser, SessionKind},
    sign_in::SignIn,
    tokens::Tokens,
};
use crate::{
    http::{ApiError, Body},
    openapi::words,
};

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
    /// `cookie` keeps the refresh token in a cookie of the pages that the header
    /// `Docket-Session` names.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
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
    session: Option<SessionKind>,
}

enum TokenRead {
    Code(GivenCode),
    External(String),
}

impl TokenFields {
    // Told apart by hand, so that a refusal names what is missing.
    fn read(self, faults: &mut Faults) -> Option<TokenRead> {
        let Self { challenge, phone, email, code, id_token, session } = self;
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
        SignIn { challenge, phone, email, code, session }.read(faults).map(TokenRead::Code)
    }
}

/// Sign in.
///
/// Exchanges a code, or an ID token of the external issuer that the
/// deployment trusts, for tokens: a member's own role, else a buyer's. An
/// administrator's role takes a code.
#[utoipa::path(
    post, path = "/api/auth/tokens", tag = "Signing in", request_body = TokenRequest,
    params(("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`.")),
    responses(
        (status = OK, body = Tokens),
        (status = UNAUTHORIZED),
        (status = FORBIDDEN),
        (status = CONFLICT),
    ),
)]
pub async fn issue_token(
    State(app): State<SharedApp>,
    browser: Browser,
    body: Body<TokenFields>,
) -> Result<Response, ApiError> {
    let read = |fields: TokenFields, faults: &mut _| Some((fields.session, fields.read(faults)?));
    let (session, read) = body.read(&Granted::to_all(), read)?.value;
    let keeping = browser.keeping(&app, session)?;
    let tokens = match &read {
        TokenRead::Code(given) => auth::sign_in(&app, given).await?,
        TokenRead::External(id_token) => auth::sign_in_externally(&app, id_token).await?,
    };
    Ok(keeping.answer(tokens))
}
