use axum::{Json, extract::State, response::Response};
use docket_app::{
    App, AppError, SharedApp,
    orders::access::{manager, visible},
};
use docket_domain::{Actor, Order, OrderId};
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
    let order = managed(&app, id, caller.capacities()?).await?;
    let order = app.store.with_history(order).await?;
    let people = app.people_of(&order, caller.capacities()?).await;
    let body = OrderHistory { order_id: order.id.to_string(), history: trail(&order, &people) };
    Ok(conditions.answer(order.version, Json(body)))
}

/// Loads an order that `actor` manages. Its buyer, who sees it too, is refused.
pub async fn managed(app: &App, id: OrderId, who: &[Actor]) -> Result<Order, AppError> {
    let order = visible(app, id, who).await?;
    manager(&order, who)?;
    Ok(order)
}
