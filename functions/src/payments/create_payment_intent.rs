use axum::{Json, extract::State};
use docket_app::{SharedApp, orders::access::order_to_pay, payments};
use docket_domain::OrderId;
use http::StatusCode;

use super::view::PaymentIntentView;
use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Pay an order.
///
/// Opens a payment with the payment provider for the amount that the order still owes,
/// for the order's buyer; or returns the payment that is open already, with the amount
/// that is due now. The order must be confirmed, and the time to pay for it not be over
/// where its seller wants it paid for first. Where the deployment has no provider it is
/// 409 `payments_off`; an amount that the provider does not take is 409
/// `payment_not_possible`.
#[utoipa::path(
    post, path = "/api/orders/{id}/payment-intents", tag = "Payments", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "The order.")),
    responses((status = CREATED, body = PaymentIntentView), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn create_payment_intent(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<(StatusCode, Json<PaymentIntentView>), ApiError> {
    let who = caller.capacities()?;
    let (order, _) = order_to_pay(&app, id, who).await?;
    let ready = payments::create_intent(&app, order, who).await?;
    Ok((StatusCode::CREATED, Json(PaymentIntentView::new(ready))))
}
