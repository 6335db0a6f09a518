use axum::{extract::State, response::Response};
use docket_app::{Granted, SharedApp, auth};

use super::{keeping::Browser, sign_in::SignIn, tokens::Tokens};
use crate::http::{ApiError, Body};

/// Sign in as an administrator.
///
/// Exchanges an administrator's code for tokens; 403 for anybody else.
#[utoipa::path(
    post, path = "/api/auth/admin/login", tag = "Signing in", request_body = SignIn,
    params(("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`.")),
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
