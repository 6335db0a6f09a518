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
/// Opens a payment with the payment provider for the amount that the order still owes. If a payment
/// is already open, it is returned again with the amount that is due now, so the request can be
/// repeated safely. Returns 201 with what the page needs to confirm the payment with the provider.
/// The order's `payment` changes when the provider reports the outcome.
///
/// Only the order's buyer may call it. Others who can see the order get 403 `forbidden`; callers
/// who cannot see it get 404 `not_found`.
///
/// Errors:
///
/// - 409 `payments_off`: the deployment has no payment provider.
/// - 409 `payment_not_possible`: the provider does not accept this amount.
/// - 409 `conflict` with the reason `nothing_due`: the order is paid or its amount is held.
/// - 409 `conflict` with the reason `payment_under_way`: the open payment was already confirmed.
/// - 409 `conflict` with the reason `not_verified`: the guest has not yet confirmed the order.
/// - 409 `conflict` with the reason `pay_time_over`: the seller requires payment first, and the
///   time for it is over.
/// - 409 `conflict` with the reason `status_takes_no_payment` or `merged`: the order was cancelled,
///   rejected or has failed, or was merged into another order.
/// - 409 `conflict` with the reason `too_many_payments` or `changed_meanwhile`: the order has the
///   maximum number of payments, or other requests kept changing it; the second can be retried.
/// - 503 `unavailable`: the payment provider does not answer.
#[utoipa::path(
    post, path = "/api/orders/{id}/payment-intents", tag = "Payments", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order.")),
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
