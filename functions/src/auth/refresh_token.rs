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

/// A refresh token to exchange for new tokens.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Refresh {
    /// The newest refresh token of the session. Required unless `session` is `cookie`; must be
    /// absent then.
    #[schema(value_type = Option<words::RefreshToken>)]
    refresh_token: Option<String>,
    /// With `cookie` the refresh token is read from the cookie of the pages that `Docket-Session`
    /// names, and the new one is stored there. Without this field both are in the bodies.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// Refresh a session.
///
/// Exchanges a refresh token for a new access token and a new refresh token. The holder of the
/// refresh token may call it, without a bearer token. The role is read anew, so a changed
/// membership takes effect.
///
/// A refresh token can be exchanged once. If it is used again, all tokens of its session are
/// revoked, because one of the two users may have stolen it. There are two exceptions, both only
/// until the new refresh token is exchanged:
///
/// - A repeated request with the `Idempotency-Key` of the first one gets the same tokens again.
/// - A token in a cookie gets the same tokens again for one minute, because a browser may lose a
///   response or have several tabs.
///
/// Errors:
///
/// - 400 `invalid_request`: `refreshToken` is missing, or is given together with
///   `session: "cookie"`; or `session` is `cookie` and the header `Docket-Session` is not `desk` or
///   `shop`.
/// - 401 `token_expired`: the refresh token is older than 30 days.
/// - 401 `unauthenticated`: the refresh token is not valid, was revoked or was used before, the
///   cookie is missing, or the member was disabled.
#[utoipa::path(
    post, path = "/api/auth/tokens/refresh", tag = "Signing in", request_body = Refresh,
    params(
        ("Idempotency-Key" = Option<String>, Header,
            description = "A client-generated key that makes the request safe to retry: a repeat \
                with this key gets the same tokens instead of revoking the session."),
        ("Docket-Session" = Option<String>, Header,
            description = "Required if `session` is `cookie`: the pages whose cookies are used, \
                `desk` or `shop`."),
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
