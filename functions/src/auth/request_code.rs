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

/// Where a code should go.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::code_request)]
pub struct CodeRequest {
    /// A phone in E.164; or `email`.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// An e-mail address; or `phone`.
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
    /// The secret that an earlier sign-in with this contact answered. It opens
    /// the reserve of the contact's codes that strangers cannot use up.
    #[schema(value_type = Option<words::DeviceSecret>)]
    device_secret: Option<String>,
    /// An open challenge, to have its code sent again: at most four times, half
    /// a minute apart. One that is no longer open is replaced by another.
    #[schema(value_type = Option<words::Challenge>)]
    challenge: Option<String>,
    /// `cookie` takes the device secret from the cookie of the pages that the
    /// header `Docket-Session` names.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// A code is on its way.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// Is given together with the code.
    #[schema(value_type = words::Challenge)]
    challenge: String,
    /// Seconds that the code will be good for.
    #[schema(value_type = words::Seconds)]
    expires_in: i64,
    /// Stands in the message too, to tell several codes on one phone apart.
    #[schema(value_type = words::ChallengeTag)]
    tag: String,
}

/// Send a sign-in code.
///
/// Sends a code to sign in with. The answer is the same whether the address
/// is known or not. Each request opens a challenge of its own, so that nobody
/// else's guesses or requests touch it.
#[utoipa::path(
    post, path = "/api/auth/codes", tag = "Signing in", request_body = CodeRequest,
    params(("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`.")),
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
