use axum::{Json, extract::State, response::IntoResponse};
use docket_domain::{CODE_LIFETIME, Contact, ContactState};
use docket_platform::random;
use docket_store::Saved;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sign_in::read_contact;
use crate::{
    SharedApp,
    http::{ApiError, ApiJson, FieldError, Source},
    openapi::{samples, words},
};

/// How often a lost race for an address is run again.
const TRIES: usize = 5;

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
}

/// A code is on its way.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// Seconds that it will be good for.
    #[schema(value_type = words::Seconds)]
    expires_in: i64,
}

/// Sends a code to sign in with. The answer is the same whether the address
/// is known or not.
#[utoipa::path(
    post, path = "/api/auth/codes", tag = "Signing in", request_body = CodeRequest,
    responses((status = ACCEPTED, body = CodeRequested), (status = CONFLICT), (status = TOO_MANY_REQUESTS)),
)]
pub async fn request_code(
    State(app): State<SharedApp>,
    source: Source,
    ApiJson { value: request, .. }: ApiJson<CodeRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let contact = read_contact(request.phone.as_deref(), request.email.as_deref())?;
    if let Contact::Phone(phone) = &contact
        && !app.settings.allows(phone)
    {
        return Err(FieldError::at("/phone", "codes are not sent to this country").into());
    }
    let key = app.customer_key(&contact)?;
    for _ in 0..TRIES {
        let stamp = app.stamp()?;
        let budget = app.budget(&source, &key, stamp.now)?;
        let old = app.store.contact_within(&key, &budget, stamp.now).await??;
        let state = old.clone().unwrap_or_else(|| ContactState::new(key.clone(), contact.clone()));
        let new = state.request_code(random()?, app.settings.codes.per_contact, stamp.now)?;
        let token = stamp.change.as_str();
        let saved = app.store.save_contact(old.as_ref(), &new, &budget, token, stamp.now).await?;
        match saved {
            Saved::Done => {
                let answer = CodeRequested { expires_in: CODE_LIFETIME.as_secs() };
                return Ok((StatusCode::ACCEPTED, Json(answer)));
            }
            Saved::Stale => {}
        }
    }
    Err(ApiError::Conflict)
}
