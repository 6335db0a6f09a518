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

/// Another code is on its way.
#[derive(Serialize, ToSchema)]
pub struct Resent {
    /// Until when it can be given: the hold is not extended.
    verification: VerificationView,
}

/// Send another code.
///
/// Sends another code for an order, or for all of its checkout; the former one
/// is void.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification/resend", tag = "Orders",
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
