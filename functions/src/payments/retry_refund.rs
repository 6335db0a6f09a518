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

/// One refund.
#[derive(Serialize, ToSchema)]
pub struct RefundBody {
    /// The refund.
    pub(super) refund: RefundView,
}

/// Retry a refund.
///
/// Has a refund that failed tried again. The payment provider is asked within a minute, under a new key, and after its own
/// list was read: money that it gave after all is not given twice.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds/{refundId}/retry", tag = "Payments", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("refundId" = inline(words::RefundId), Path, description = "The refund."),
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
