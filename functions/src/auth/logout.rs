use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{Granted, SharedApp, auth};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::keeping::{Browser, Keeping, SessionKind};
use crate::{
    http::{ApiError, Body, Caller},
    openapi::words,
};

/// The optional body of a request to sign out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"everywhere": true}))]
pub struct Logout {
    /// Whether to end all sessions of this phone or e-mail address, on every device, instead of
    /// only the present one. Defaults to false.
    #[serde(default)]
    everywhere: bool,
    /// With `cookie` the request ends the session of the refresh token in the cookie of the pages
    /// that `Docket-Session` names, and needs no bearer token. Without this field the bearer
    /// token's session ends.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// Sign out.
///
/// Revokes the tokens of the caller's session, or of all sessions of its phone or e-mail address
/// with `everywhere`. Revoked access tokens are refused within 30 seconds, refresh tokens at once.
/// The request needs no body.
///
/// The session is that of the bearer token. With `session: "cookie"` it is that of the refresh
/// token in the cookie, and the cookie is cleared, also if its token is no longer valid; with
/// `everywhere` the device secret's cookie is cleared too. Returns 204.
///
/// Errors:
///
/// - 400 `invalid_request`: the body is malformed, or `session` is `cookie` and the header
///   `Docket-Session` is not `desk` or `shop`.
/// - 401 `unauthenticated` or `token_expired`: there is no valid bearer token, or with
///   `session: "cookie"` no cookie.
#[utoipa::path(
    post, path = "/api/auth/logout", tag = "Signing in", security((), ("bearer" = [])),
    request_body = Option<Logout>,
    params(("Docket-Session" = Option<String>, Header,
        description = "Required if `session` is `cookie`: the pages whose cookies are cleared, \
            `desk` or `shop`.")),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED)),
)]
pub async fn logout(
    State(app): State<SharedApp>,
    caller: Caller,
    browser: Browser,
    body: Body<Logout>,
) -> Result<Response, ApiError> {
    // A caller with neither token nor cookie is refused before the body is read.
    if browser.session().is_none() {
        caller.token()?;
    }
    let request = body.maybe(&Granted::to_all(), |request, _| Some(request))?;
    let Logout { everywhere, session } = request.unwrap_or_default();
    let keeping = browser.keeping(&app, session)?;
    match keeping {
        Keeping::Body => auth::logout(&app, &caller.token()?.claims, everywhere).await?,
        Keeping::Cookies(_) => {
            let token = keeping.refresh_token(None, &browser)?;
            auth::logout_by_refresh_token(&app, token, everywhere).await?;
        }
    }
    Ok((StatusCode::NO_CONTENT, keeping.end(everywhere)).into_response())
}
