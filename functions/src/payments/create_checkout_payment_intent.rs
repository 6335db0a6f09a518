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
/// Opens one payment with the payment provider for the amount that the confirmed orders of a
/// checkout still owe. If a payment of this amount is already open, it is returned again, so the
/// request can be repeated safely. Returns 201 with what the page needs to confirm the payment with
/// the provider.
///
/// Only the buyer of the checkout may call it. Others who can see the orders get 403 `forbidden`;
/// callers who cannot see them get 404 `not_found`.
///
/// Errors:
///
/// - 409 `payments_off`: the deployment has no payment provider.
/// - 409 `payment_not_possible`: the provider does not accept this amount.
/// - 409 `conflict` with the reason `paid_separately`: a seller has an account of its own with the
///   provider, or the orders have several currencies. Pay each order separately with
///   `POST /api/orders/{id}/payment-intents`.
/// - 409 `conflict` with the reason `nothing_due`: the orders are paid or their amounts are held.
/// - 409 `conflict` with the reason `payment_under_way`: the open payment was already confirmed.
/// - 409 `conflict` with another reason, such as `not_verified` or `pay_time_over`: no order of the
///   checkout can be paid now; `detail` says why.
/// - 503 `unavailable`: the payment provider does not answer.
#[utoipa::path(
    post, path = "/api/checkouts/{groupId}/payment-intents", tag = "Payments", security(("bearer" = [])),
    params(("groupId" = inline(words::GroupId), Path,
        description = "The `groupId` of the checkout.")),
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
