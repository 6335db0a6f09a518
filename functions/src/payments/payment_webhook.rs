use axum::{body::Bytes, extract::State};
use docket_app::{
    SharedApp,
    payments::{Notification, take_notification},
};
use http::{HeaderMap, StatusCode};
use utoipa::ToSchema;

use crate::{http::ApiError, openapi::samples};

/// An event of the payment provider. Docket reads its id, its type and the object that it is about.
#[derive(ToSchema)]
#[schema(example = samples::provider_event)]
#[expect(dead_code, reason = "it describes a body that the provider's adapter reads")]
pub struct ProviderEvent {
    /// The provider's identifier of the event. A repeated delivery has an unchanged identifier.
    id: String,
    /// The type of the event, as the payment provider names it.
    r#type: String,
}

/// Receive a payment event.
///
/// Receives a webhook of the payment provider. Only the provider calls it: the body must be signed
/// with the webhook's secret, and no bearer token is used. The event is stored once and processed
/// asynchronously; Docket then reads the payment from the provider and does not rely on the event's
/// content. Repeated events and events that do not concern this deployment are also answered with
/// 204.
///
/// Errors:
///
/// - 400 `invalid_signature`: the signature is missing, wrong or too old, or the body cannot be
///   read.
/// - 404 `not_found`: the deployment has no payment provider.
/// - 503 `unavailable`: the event could not be stored. The provider sends it again.
#[utoipa::path(
    post, path = "/api/payments/webhook", tag = "Payments",
    request_body(content = ProviderEvent, content_type = "application/json",
        description = "The provider's event, byte for byte as it was signed."),
    params(("Stripe-Signature" = Option<String>, Header,
        description = "The provider's signature of the body.")),
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
