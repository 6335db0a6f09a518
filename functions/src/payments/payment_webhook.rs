use axum::{body::Bytes, extract::State};
use docket_app::{
    SharedApp,
    payments::{Notification, take_notification},
};
use http::{HeaderMap, StatusCode};
use utoipa::ToSchema;

use crate::{http::ApiError, openapi::samples};

/// What the payment provider sends. Docket reads its id, its type and what it is about.
#[derive(ToSchema)]
#[schema(example = samples::provider_event)]
#[expect(dead_code, reason = "it describes a body that the provider's adapter reads")]
pub struct ProviderEvent {
    /// The id of the event. A delivery that the provider repeats has the same id.
    id: String,
    /// What happened, in the provider's word.
    r#type: String,
}

/// Receive a payment event.
///
/// Only the provider sends this: the body is signed, and what it says is a hint where
/// to look. A repetition is answered like the first.
#[utoipa::path(
    post, path = "/api/payments/webhook", tag = "Payments",
    request_body(content = ProviderEvent, content_type = "application/json", description = "The provider's event, as it is signed."),
    params(("Stripe-Signature" = Option<String>, Header, description = "The provider's signature.")),
    responses((status = NO_CONTENT)),
)]
pub async fn payment_webhook(
    State(app): State<SharedApp>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    // Without a provider there is no header to look for, and nothing is taken.
    let name = app.provider.as_ref().map_or("", |it| it.client.signature_header());
    let signatures = headers.get_all(name).iter().map(http::HeaderValue::as_bytes).collect();
    take_notification(&app, &Notification { signatures, body: &body }).await?;
    Ok(StatusCode::NO_CONTENT)
}
