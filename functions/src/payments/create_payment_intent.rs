use axum::{Json, extract::State};
use docket_app::{SharedApp, payments};
use docket_domain::OrderId;
use http::StatusCode;

use super::view::PaymentIntentView;
use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// Lets the buyer pay what is due of an order.
///
/// It opens a payment with the payment provider, or answers the one that is open,
/// with the amount as it is due now. The order must be confirmed. Where the
/// deployment has no provider it is 409 `payments_off`; an amount that the provider
/// does not take is 409 `payment_not_possible`.
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
    let (order, _) = payments::order_to_pay(&app, id, who).await?;
    let ready = payments::create_intent(&app, &order, who).await?;
    Ok((StatusCode::CREATED, Json(PaymentIntentView::new(ready))))
}
