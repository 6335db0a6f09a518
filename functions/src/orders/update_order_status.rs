use axum::{Json, extract::State, response::Response};
use docket_app::SharedApp;
use docket_domain::OrderId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::{Said, found},
    view::{OrderBody, OrderView},
};
use crate::{
    delivery::update_delivery_status::advance,
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
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
    // Whom the lifecycle lets through depends on the status that is asked for.
    let (order, granted) = found(&app, id, who, |_, _| true).await?;
    let request = body.read(&granted, |request, faults| {
        let (notes, reason) = (request.notes.as_deref(), request.reason.as_deref());
        Some((request.status, Said::read(notes, reason, faults)))
    });
    let (to, said) = request?.value;
    let order = Box::pin(advance(&app, order, who, conditions.expected(), &to, said)).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

/// The same by PUT.
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
