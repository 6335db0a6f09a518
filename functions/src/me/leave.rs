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
/// Ends the membership to which the phone or e-mail address of this session belongs, also if it is
/// disabled. The member becomes `disabled`, its access tokens are refused within 30 seconds, and
/// its contacts can accept other invitations.
///
/// Without the header `Docket-Session` the answer is 204 and the session has ended. With it the
/// person remains signed in as a buyer: the answer is 200 with an access token, and the refresh token
/// is set as a cookie of those pages.
///
/// Every member may call it.
///
/// Errors:
///
/// - 404 `not_found`: the contact of this session belongs to no member. Administrators who are
///   named in the deployment's settings are not members in this sense.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the member;
///   retry.
#[utoipa::path(
    post, path = "/api/me/leave", tag = "Me", security(("bearer" = [])),
    params(("Docket-Session" = Option<String>, Header,
        description = "The pages in whose cookies the session continues as a buyer's, `desk` or \
            `shop`. Without it the session ends.")),
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
