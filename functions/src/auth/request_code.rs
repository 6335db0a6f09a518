use axum::{Json, extract::State, response::IntoResponse};
use docket_app::{
    Granted, SharedApp,
    auth::{self, RequestCode, RequestedCode},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    keeping::{Browser, SessionKind},
    sign_in::read_contact,
};
use crate::{
    http::{ApiError, Body, Source},
    openapi::{samples, words},
};

/// The contact to which a sign-in code is sent: exactly one of `phone` and `email`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::code_request)]
pub struct CodeRequest {
    /// The phone, in E.164, to which the code is sent by SMS. Give either `phone` or `email`.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// The e-mail address to which the code is sent. Give either `phone` or `email`.
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
    /// The `deviceSecret` of an earlier sign-in with this contact. It gives access to the half of
    /// the code limits that is reserved for known devices, so that other people's requests cannot
    /// prevent this sign-in. A secret that has expired or belongs to another contact has no effect.
    #[schema(value_type = Option<words::DeviceSecret>)]
    device_secret: Option<String>,
    /// An open challenge whose code is sent again. A code is sent at most four times in all, at
    /// least 30 seconds apart; each time it is valid for another 5 minutes, but its guesses are not
    /// reset. If the challenge is no longer open, a new one is created.
    #[schema(value_type = Option<words::Challenge>)]
    challenge: Option<String>,
    /// With `cookie` the device secret is read from the cookie of the pages that the header
    /// `Docket-Session` names.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// The challenge of a code that is being sent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// The challenge, to be sent together with the code to `POST /api/auth/tokens`.
    #[schema(value_type = words::Challenge)]
    challenge: String,
    /// The number of seconds for which the code is valid.
    #[schema(value_type = words::Seconds)]
    expires_in: i64,
    /// The first characters of the challenge. The message contains them too, so that a person who
    /// receives several codes can tell which one belongs to this request.
    #[schema(value_type = words::ChallengeTag)]
    tag: String,
}

/// Send a sign-in code.
///
/// Sends a six-digit code by SMS or e-mail and returns the challenge that the code answers. Anybody
/// may call it. The response is 202 whether or not the contact is known, and the code is sent
/// asynchronously. The code is valid for 5 minutes and can be guessed five times. Each request
/// creates a challenge of its own, so wrong guesses of one person do not affect another person's
/// code.
///
/// Errors:
///
/// - 400 `invalid_request`: both or neither of `phone` and `email` are given, or one is malformed;
///   the deployment sends no codes to this country or by e-mail; `deviceSecret` or `challenge` is
///   malformed; or `session` is `cookie` and the header `Docket-Session` is not `desk` or `shop`.
/// - 400 `code_rejected`: the challenge was not created by this deployment.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests for this contact came at
///   the same time; retry.
/// - 429 `too_many_requests`: too many codes were requested for this contact or from this network
///   address, the last one less than 30 seconds ago, or too many codes of this contact were guessed
///   wrong. `Retry-After` says how many seconds to wait.
#[utoipa::path(
    post, path = "/api/auth/codes", tag = "Signing in", request_body = CodeRequest,
    params(("Docket-Session" = Option<String>, Header,
        description = "Required if `session` is `cookie`: the pages whose cookie has the device \
            secret, `desk` or `shop`.")),
    responses((status = ACCEPTED, body = CodeRequested), (status = CONFLICT), (status = TOO_MANY_REQUESTS)),
)]
pub async fn request_code(
    State(app): State<SharedApp>,
    source: Source,
    browser: Browser,
    body: Body<CodeRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let request = body.read(&Granted::to_all(), |request, faults| {
        let contact = read_contact(request.phone.as_deref(), request.email.as_deref(), faults);
        Some((contact?, request))
    });
    let (contact, request) = request?.value;
    let keeping = browser.keeping(&app, request.session)?;
    let asked = RequestCode {
        contact: &contact,
        source: &source,
        device_secret: keeping.device_secret(request.device_secret.as_deref(), &browser),
        challenge: request.challenge.as_deref(),
    };
    let RequestedCode { challenge, expires_in, tag } = auth::request_code(&app, asked).await?;
    let answer = CodeRequested { challenge, expires_in: expires_in.as_secs(), tag };
    Ok((StatusCode::ACCEPTED, Json(answer)))
}
