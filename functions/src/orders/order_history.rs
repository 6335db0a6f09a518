use axum::{Json, extract::State, response::Response};
use docket_app::{SharedApp, orders};
use docket_domain::OrderId;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{AuditEntry, trail};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// What happened to an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderHistory {
    /// The order.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// All that happened to it, oldest first.
    history: Vec<AuditEntry>,
}

/// Get an order's history.
///
/// An order's complete audit trail, for its seller's staff and administrators.
#[utoipa::path(
    get, path = "/api/orders/{id}/history", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
    ),
    responses((status = OK, body = OrderHistory), (status = FORBIDDEN)),
)]
pub async fn order_history(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let orders::OrderHistory { order, people } =
        orders::order_history(&app, id, caller.capacities()?).await?;
    let body = OrderHistory { order_id: order.id.to_string(), history: trail(&order, &people) };
    Ok(conditions.answer(order.version, Json(body)))
}
