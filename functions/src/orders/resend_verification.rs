//! Handler of resend-verification.

use axum::{Json, extract::State, response::IntoResponse};
use docket_app::{SharedApp, orders::resend_code};
use docket_domain::OrderId;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::VerificationView;
use crate::{
    http::{ApiError, ApiPath, Conditions, Source},
    openapi::words,
};

/// The answer to a request for another code.
#[derive(Serialize, ToSchema)]
pub struct Resent {
    /// Until when the order can be verified. Another code does not extend the time for which the
    /// stock is held.
    verification: VerificationView,
}

/// Send another code.
///
/// Sends another verification code to the customer's phone, for an order that waits for one, or for
/// all orders of its checkout. No access token is needed. The earlier code becomes invalid. The
/// hold still ends at its original time, and the order's version does not change.
///
/// The answer is 202: the message is sent asynchronously. A code can be requested every 30 seconds,
/// and an order gets at most 4 codes, the first one included.
///
/// Errors:
///
/// - 404 `not_found`: there is no order with this id.
/// - 409 `already_verified`: the order is verified already.
/// - 409 `verification_expired`: the order was not verified in time, or was stopped. Place it
///   again.
/// - 409 `conflict`: concurrent requests changed the order repeatedly; send the request again.
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
/// - 429 `too_many_requests`: the last code was requested less than 30 seconds ago, the order's
///   codes are used up, or too many codes were sent to this phone or requested from this network.
///   Wait for `Retry-After` seconds.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification/resend", tag = "Orders",
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = ACCEPTED, body = Resent), (status = CONFLICT), (status = TOO_MANY_REQUESTS)),
)]
pub async fn resend_verification(
    State(app): State<SharedApp>,
    source: Source,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<impl IntoResponse, ApiError> {
    let ends_at = resend_code(&app, id, conditions.expected(), &source).await?;
    let verification = VerificationView { required: true, expires_at: Some(ends_at.into()) };
    Ok((StatusCode::ACCEPTED, Json(Resent { verification })))
}
