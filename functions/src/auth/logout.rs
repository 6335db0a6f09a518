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

/// How far to sign out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"everywhere": true}))]
pub struct Logout {
    /// Whether all sessions of this phone or e-mail address end, on every
    /// device, instead of this one alone.
    #[serde(default)]
    everywhere: bool,
    /// `cookie` ends the session in the cookie of the pages that the header
    /// `Docket-Session` names, and takes no bearer token.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// Sign out.
///
/// Signs out: all tokens of this sign-in, or of this phone or e-mail address,
/// are void within 30 seconds. A session in a cookie is named by it, and the
/// cookie is cleared, also when its token was not good any more.
#[utoipa::path(
    post, path = "/api/auth/logout", tag = "Signing in", security((), ("bearer" = [])),
    request_body = Option<Logout>,
    params(("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`.")),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED)),
)]
pub async fn logout(
    State(app): State<SharedApp>,
    caller: Caller,
    browser: Browser,
    body: Body<Logout>,
) -> Result<Response, ApiError> {
    // Who has neither token nor cookie is told so before the body is looked at.
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
