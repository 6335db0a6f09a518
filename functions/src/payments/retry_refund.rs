use axum::{Json, extract::State};
use docket_app::{SharedApp, orders::access::order_to_manage, payments};
use docket_domain::{OrderId, RefundId};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::RefundView;
use crate::{
    http::{ApiError, ApiPathPair, Caller},
    openapi::words,
};

/// A response with one refund.
#[derive(Serialize, ToSchema)]
pub struct RefundBody {
    /// The refund after the request.
    pub(super) refund: RefundView,
}

/// Retry a refund.
///
/// Requests a failed refund again. The refund becomes `requested`, and the payment provider is
/// asked within a minute under a new idempotency key. Docket first reads the provider's own list of
/// refunds, so money that the provider has given back after all is not given back twice.
///
/// The staff of the order's seller and administrators may call it. Others who can see the order get
/// 403 `forbidden`; callers who cannot see it get 404 `not_found`.
///
/// Errors:
///
/// - 404 `not_found`: the order has no such refund.
/// - 409 `conflict` with the reason `refund_not_failed`: only a failed refund can be retried.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the order;
///   retry.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds/{refundId}/retry", tag = "Payments", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order."),
        ("refundId" = inline(words::RefundId), Path, description = "The identifier (`id`) of the refund."),
    ),
    responses((status = OK, body = RefundBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn retry_refund(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPathPair(id, refund): ApiPathPair<OrderId, RefundId>,
) -> Result<Json<RefundBody>, ApiError> {
    let who = caller.capacities()?;
    let (order, _) = order_to_manage(&app, id, who).await?;
    let refund = payments::retry_refund(&app, order, &refund, who).await?;
    Ok(Json(RefundBody { refund: RefundView::new(&refund) }))
}
