use axum::{Json, extract::State};
use docket_app::{SharedApp, payments};
use docket_domain::GroupId;
use http::StatusCode;

use super::view::PaymentIntentView;
use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Lets the buyer pay what is due of all orders of a checkout at once.
///
/// The orders that are confirmed have one payment. Where a seller has an account of
/// its own they have none in common: then it is 409 with the reason `paid_separately`,
/// and each order is paid by itself.
#[utoipa::path(
    post, path = "/api/checkouts/{groupId}/payment-intents", tag = "Payments", security(("bearer" = [])),
    params(("groupId" = inline(words::GroupId), Path, description = "The checkout.")),
    responses((status = CREATED, body = PaymentIntentView), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn create_checkout_payment_intent(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<GroupId>,
) -> Result<(StatusCode, Json<PaymentIntentView>), ApiError> {
    let who = caller.capacities()?;
    let ready = payments::create_checkout_intent(&app, id, who).await?;
    Ok((StatusCode::CREATED, Json(PaymentIntentView::new(ready))))
}
