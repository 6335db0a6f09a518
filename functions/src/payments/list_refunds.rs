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

/// The refunds of an order.
#[derive(Serialize, ToSchema)]
pub struct RefundList {
    /// The oldest first.
    refunds: Vec<RefundView>,
}

/// List refunds.
///
/// The refunds of an order, for its seller's staff and administrators: those that wait,
/// those that are done, and those that failed and want a decision.
#[utoipa::path(
    get, path = "/api/orders/{id}/refunds", tag = "Payments", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "The order.")),
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
