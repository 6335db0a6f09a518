//! Handler of order-history: the complete audit log of an order.

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

/// The audit log of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderHistory {
    /// Identifier of the order that the log belongs to.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// All entries of the audit log, oldest first.
    history: Vec<AuditEntry>,
}

/// Get an order's history.
///
/// Returns the complete audit log of an order: who changed what, when and why, including payments
/// and overrides. The seller's staff and administrators may call it. The log is not paginated.
///
/// The `ETag` is the order's version. With `If-None-Match`, the answer is 304 if the order has not
/// changed.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/history", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
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
