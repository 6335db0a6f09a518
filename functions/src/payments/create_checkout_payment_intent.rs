use axum::{Json, extract::State};
use docket_app::{SharedApp, payments};
use docket_domain::GroupId;
use http::StatusCode;

use super::view::PaymentIntentView;
use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Pay a checkout.
///
/// Opens one payment for the amount that the confirmed orders of a checkout still owe,
/// for the buyer of the checkout. Where a seller has an account of its own with the
/// payment provider it is 409 with the reason `paid_separately`: then the buyer pays each
/// order separately.
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
