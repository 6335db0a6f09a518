use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{SharedApp, auth, me};
use http::StatusCode;

use crate::{
    auth::{
        keeping::{Browser, Keeping},
        tokens::Tokens,
    },
    http::{ApiError, Caller},
};

/// Leave a membership.
///
/// Ends the membership of the phone or e-mail address of this session, disabled
/// or not: its tokens are void within 30 seconds, and the address may accept
/// another invitation. 404 when it belongs to no member; administrators of the
/// deployment's settings are none. With the header `Docket-Session` the session
/// goes on as a buyer's: 200 answers its access token, and its refresh token is in
/// the cookie of those pages.
#[utoipa::path(
    post, path = "/api/me/leave", tag = "Me", security(("bearer" = [])),
    params(("Docket-Session" = Option<String>, Header, description = "Whose cookies keep the session.")),
    responses(
        (status = OK, body = Tokens),
        (status = NO_CONTENT),
        (status = NOT_FOUND),
        (status = CONFLICT),
    ),
)]
pub async fn leave(
    State(app): State<SharedApp>,
    caller: Caller,
    browser: Browser,
) -> Result<Response, ApiError> {
    let keeping = browser.named(&app);
    let session = me::leave(&app, &caller).await?;
    Ok(match keeping {
        Keeping::Body => StatusCode::NO_CONTENT.into_response(),
        Keeping::Cookies(_) => keeping.answer(auth::issue_tokens(&app, &session)?),
    })
}
