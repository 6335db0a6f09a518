use axum::{extract::State, response::Response};
use docket_app::{
    Granted, SharedApp,
    auth::{self, Reuse},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    keeping::{Browser, Keeping, SessionKind},
    tokens::Tokens,
};
use crate::{
    http::{ApiError, Body, IdempotencyKey, Later},
    openapi::words,
};

/// A refresh token to be exchanged.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Refresh {
    /// The newest one of its family; required unless `session` is `cookie`.
    #[schema(value_type = Option<words::RefreshToken>)]
    refresh_token: Option<String>,
    /// `cookie` takes the refresh token from the cookie of the pages that the
    /// header `Docket-Session` names, and keeps the new one there.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// Refresh a session.
///
/// Exchanges a refresh token for a new pair. It can be exchanged once: a
/// second time voids its whole family, unless it is a repeat with the same
/// `Idempotency-Key`, which gets the same pair. A token in a cookie gets the
/// same pair again for a minute, until the new one was exchanged: a browser
/// may lose an answer, and has several tabs.
#[utoipa::path(
    post, path = "/api/auth/tokens/refresh", tag = "Signing in", request_body = Refresh,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless."),
        ("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`."),
    ),
    responses((status = OK, body = Tokens), (status = UNAUTHORIZED)),
)]
pub async fn refresh_token(
    State(app): State<SharedApp>,
    key: Later<IdempotencyKey>,
    browser: Browser,
    body: Body<Refresh>,
) -> Result<Response, ApiError> {
    let granted = Granted::to_all();
    let (key, request) = (key.read(&granted)?, body.value(&granted)?.value);
    let keeping = browser.keeping(&app, request.session)?;
    let token = keeping.refresh_token(request.refresh_token.as_deref(), &browser)?;
    let reuse = match keeping {
        Keeping::Body => Reuse::Refused,
        Keeping::Cookies(_) => Reuse::ForAMinute,
    };
    Ok(keeping.answer(auth::refresh_tokens(&app, token, &key, reuse).await?))
}
