use axum::{extract::State, response::Response};
use docket_app::{Granted, SharedApp, auth};

use super::{keeping::Browser, sign_in::SignIn, tokens::Tokens};
use crate::http::{ApiError, Body};

/// Sign in as administrator.
///
/// Exchanges a sign-in code for tokens in the role `admin`. Anybody may call it. For a contact that
/// is not an administrator's the answer is 403 `forbidden`, and the code is used up. The request
/// and the tokens are those of `POST /api/auth/tokens`; ID tokens of an external issuer are not
/// accepted here.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing or malformed; both or neither of `phone` and `email`
///   are given; or `session` is `cookie` and the header `Docket-Session` is not `desk` or `shop`.
/// - 400 `code_rejected`: the code is wrong, older than 5 minutes, already used, or was guessed at
///   too often; `attemptsLeft` says how many guesses the challenge has left.
/// - 403 `forbidden`: the contact does not belong to an administrator.
#[utoipa::path(
    post, path = "/api/auth/admin/login", tag = "Signing in", request_body = SignIn,
    params(("Docket-Session" = Option<String>, Header,
        description = "Required if `session` is `cookie`: the pages whose cookies are set, `desk` \
            or `shop`.")),
    responses((status = OK, body = Tokens), (status = FORBIDDEN)),
)]
pub async fn admin_login(
    State(app): State<SharedApp>,
    browser: Browser,
    body: Body<SignIn>,
) -> Result<Response, ApiError> {
    let read = |request: SignIn, faults: &mut _| Some((request.session, request.read(faults)?));
    let (session, given) = body.read(&Granted::to_all(), read)?.value;
    let keeping = browser.keeping(&app, session)?;
    Ok(keeping.answer(auth::sign_in_as_admin(&app, &given).await?))
}
