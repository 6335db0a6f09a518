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

/// Where an order should go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::status_update)]
pub struct StatusUpdate {
    /// A status of the order's lifecycle.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Why, for the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// Move an order on.
///
/// Moves an order on, as its lifecycle allows this caller. A step that was made
/// already answers 200 and changes nothing, for who may make it.
#[utoipa::path(
    patch, path = "/api/orders/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusUpdate,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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

/// Move an order on.
///
/// Alias of `PATCH /api/orders/{id}/status`, for clients that send PUT.
#[utoipa::path(
    put, path = "/api/orders/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusUpdate,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
