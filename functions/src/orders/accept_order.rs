use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{accept_order as accepted, access::order_to_manage},
};
use docket_domain::{Minutes, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// What the seller says when taking an order on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"estimatedPrepTime": 25}))]
pub struct Accept {
    /// How many minutes making it will take; what the seller says of all
    /// orders, unless given. While the seller is busy, its `extraPrepMinutes`
    /// are added.
    #[schema(value_type = Option<words::Preparation>)]
    estimated_prep_time: Option<u32>,
}

/// Accept an order.
///
/// Takes an order on: it takes the first step of its lifecycle, and those that
/// follow by themselves. Accepting again with the same estimate, or without one,
/// answers 200 and changes nothing. An order that its seller wants paid for first is
/// 409 `payment_required` until it is.
#[utoipa::path(
    patch, path = "/api/orders/{id}/accept", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Accept>,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn accept_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<Accept>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let prep_time = body.maybe(&granted, |request, faults| {
        Some(faults.maybe_with("/estimatedPrepTime", request.estimated_prep_time, Minutes::new))
    })?;
    let prep_time = prep_time.flatten();
    let order = accepted(&app, order, who, conditions.expected(), prep_time).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}
