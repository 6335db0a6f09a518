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

/// A sign-in: either a code with its challenge and contact, or an ID token of the external issuer.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what either of them is")]
pub enum TokenRequest {
    /// A sign-in code with its challenge and the contact that it was sent to.
    Code(SignIn),
    /// An ID token of the external issuer that the deployment trusts.
    External(ExternalSignIn),
}

/// A sign-in with an ID token of the external OpenID Connect issuer that the deployment trusts.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `TokenFields` reads")]
pub struct ExternalSignIn {
    /// The ID token. It can be exchanged once, within ten minutes of its issue, and must state a
    /// verified phone number or e-mail address.
    #[schema(example = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSIsImtpZCI6ImsxIn0.e30.c2lnbmF0dXJl")]
    id_token: String,
    /// How to store the refresh token. With `cookie` it is set as an HttpOnly cookie of the pages
    /// that the header `Docket-Session` names. Without this field it is in the response body.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// All fields that a request for tokens may have, of both kinds of sign-in.
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
    // The two kinds are distinguished here, not by serde, so that an error names the missing field.
    fn read(self, faults: &mut Faults) -> Option<TokenRead> {
        let Self { challenge, phone, email, code, id_token, session } = self;
        if let Some(id_token) = id_token {
            let code =
                [("/challenge", challenge), ("/phone", phone), ("/email", email), ("/code", code)];
            for (pointer, _) in code.iter().filter(|(_, value)| value.is_some()) {
                faults.add(pointer, "must be absent where `idToken` is given");
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
/// Exchanges a sign-in code, or an ID token of the external issuer that the deployment trusts, for
/// tokens. Anybody may call it. The role is that of the member who accepted this contact; a contact
/// that belongs to no member signs in as `buyer`. The access token is valid for 15 minutes, the
/// refresh token for 30 days.
///
/// A challenge accepts five guesses. A correct code is used up, and the response contains a new
/// `deviceSecret`. An ID token can be exchanged once and gives no `deviceSecret`; it cannot sign in
/// an administrator.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing or malformed; both or neither of `phone` and `email`
///   are given; `idToken` is combined with the fields of a code; the deployment trusts no external
///   issuer; or `session` is `cookie` and the header `Docket-Session` is not `desk` or `shop`.
/// - 400 `code_rejected`: the code is wrong, older than 5 minutes, already used, or was guessed at
///   too often; `attemptsLeft` says how many guesses the challenge has left.
/// - 401 `unauthenticated` or `token_expired`: the ID token is not valid, was used before, or has
///   expired.
/// - 403 `forbidden`: an ID token names an administrator's contact; sign in with a code.
/// - 503 `unavailable`: the keys of the external issuer cannot be read at the moment.
#[utoipa::path(
    post, path = "/api/auth/tokens", tag = "Signing in", request_body = TokenRequest,
    params(("Docket-Session" = Option<String>, Header,
        description = "Required if `session` is `cookie`: the pages whose cookies are set, `desk` \
            or `shop`.")),
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
