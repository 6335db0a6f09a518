use axum::extract::State;
use docket_platform::TokenKind;
use http::StatusCode;

use crate::{
    SharedApp,
    http::{ApiError, Caller},
};

/// Signs out: all tokens of this sign-in are void within 30 seconds.
#[utoipa::path(
    post, path = "/api/auth/logout", tag = "Signing in", security(("bearer" = [])),
    responses((status = NO_CONTENT)),
)]
pub async fn logout(State(app): State<SharedApp>, caller: Caller) -> Result<StatusCode, ApiError> {
    let token = caller.token()?;
    let stamp = app.stamp()?;
    let ends_at = stamp.now + TokenKind::Refresh.lifetime();
    app.store.revoke_family(&token.claims.family, &stamp.change, stamp.now, ends_at).await?;
    Ok(StatusCode::NO_CONTENT)
}
