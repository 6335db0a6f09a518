use axum::{Json, extract::State};
use docket_app::{SharedApp, orders::access::order_to_manage, payments};
use docket_domain::OrderId;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::RefundView;
use crate::{
    http::{ApiError, ApiPath, Caller},
    openapi::words,
};

/// A response with all refunds of an order.
#[derive(Serialize, ToSchema)]
pub struct RefundList {
    /// The refunds of the order, oldest first.
    refunds: Vec<RefundView>,
}

/// List refunds.
///
/// Returns all refunds of an order, oldest first: open, settled, failed and withdrawn ones. A
/// failed refund needs a decision: retry it or settle it by hand. The response is not paginated.
///
/// The staff of the order's seller and administrators may call it. Others who can see the order get
/// 403 `forbidden`; callers who cannot see it get 404 `not_found`.
#[utoipa::path(
    get, path = "/api/orders/{id}/refunds", tag = "Payments", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order.")),
    responses((status = OK, body = RefundList), (status = FORBIDDEN)),
)]
pub async fn list_refunds(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Json<RefundList>, ApiError> {
    let (order, _) = order_to_manage(&app, id, caller.capacities()?).await?;
    let refunds = payments::list_refunds(&app, &order).await?;
    Ok(Json(RefundList { refunds: refunds.iter().map(RefundView::new).collect() }))
}
