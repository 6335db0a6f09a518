use axum::extract::State;
use docket_app::{Granted, SharedApp};
use docket_platform::TokenKind;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::http::{ApiError, Body, Caller};

/// How far to sign out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"everywhere": true}))]
pub struct Logout {
    /// Whether all sessions of this phone or e-mail address end, on every
    /// device, instead of this one alone.
    #[serde(default)]
    everywhere: bool,
}

/// Signs out: all tokens of this sign-in, or of this phone or e-mail address,
/// are void within 30 seconds.
#[utoipa::path(
    post, path = "/api/auth/logout", tag = "Signing in", security(("bearer" = [])),
    request_body = Option<Logout>,
    responses((status = NO_CONTENT)),
)]
pub async fn logout(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<Logout>,
) -> Result<StatusCode, ApiError> {
    let claims = &caller.token()?.claims;
    let everywhere = body.maybe(&Granted::to_all(), |request, _| Some(request.everywhere))?;
    let everywhere = everywhere.unwrap_or_default();
    let stamp = app.stamp()?;
    if let Some(contact) = caller.contact().filter(|_| everywhere) {
        app.store.revoke_contact(contact, claims.contact_epoch, &stamp.change, stamp.now).await?;
    } else {
        let ends_at = stamp.now + TokenKind::Refresh.lifetime();
        app.store.revoke_family(&claims.family, &stamp.change, stamp.now, ends_at).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
