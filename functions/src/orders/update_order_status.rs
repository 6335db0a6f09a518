//! Handlers of update-order-status: one step along the lifecycle, by PATCH or PUT.

use axum::{Json, extract::State, response::Response};
use docket_app::{SharedApp, delivery::move_order, orders::access::order_to_move};
use docket_domain::OrderId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, remarks, tag},
    openapi::{samples, words},
};

/// The status to which an order is moved, with remarks for its timeline.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::status_update)]
pub struct StatusUpdate {
    /// Target status, one of the statuses of the order's lifecycle.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Note for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Reason for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// Update an order's status.
///
/// Moves an order to another status along a transition of its lifecycle, and returns the order. Who
/// may call it depends on the transition: its buyer, its seller's staff, the driver of its batch or
/// an administrator. `allowedActions` of the order lists the statuses that the caller may set now.
///
/// Transitions that the lifecycle makes automatically follow at once: a kitchen's order that is
/// picked up is out for delivery. A transition to a cancelled, rejected or failed status returns
/// stock as the lifecycle says, restores vouchers (for a buyer only until the seller's voucher
/// cut-off) and requests a refund of what was paid. If the order is in a delivery batch, the batch
/// is updated in the same transaction.
///
/// A request for a status that the order has reached already answers 200 and changes nothing, if
/// the caller may make this transition. So a request can be repeated safely.
///
/// Errors:
///
/// - 400 `invalid_status`: the lifecycle has no such status; `allowed` lists all of its statuses.
/// - 400 `invalid_transition`: no transition leads from the current status to this one; `allowed`
///   lists the statuses that the caller may set.
/// - 400 `invalid_request`: a field is missing, unknown or too long.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the transition is reserved for other roles, or the buyer's time to cancel is
///   over.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `payment_required`: the order must be paid first.
/// - 409 `conflict`, with one of these values of `reason`: `no_driver` (the order's batch has no
///   driver), or another reason of its batch; `merged` (the order was merged into the order named
///   in `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be given back;
///   `voucher` names it), `changed_meanwhile` (concurrent requests changed the order repeatedly;
///   send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusUpdate,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn patch_order_status(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<StatusUpdate>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_move(&app, id, who).await?;
    let request = body.read(&granted, |request, faults| {
        let (notes, reason) = (request.notes.as_deref(), request.reason.as_deref());
        Some((request.status, remarks(notes, reason, faults)))
    });
    let (to, remarks) = request?.value;
    let moved = move_order(&app, order, who, conditions.expected(), &to, &remarks);
    let order = Box::pin(moved).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

/// Update an order's status.
///
/// Alias of `PATCH /api/orders/{id}/status`, for clients that send PUT. Body, answer, rights and
/// errors are those of PATCH.
#[utoipa::path(
    put, path = "/api/orders/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusUpdate,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn put_order_status(
    state: State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    id: ApiPath<OrderId>,
    body: Body<StatusUpdate>,
) -> Result<Response, ApiError> {
    patch_order_status(state, caller, conditions, id, body).await
}
