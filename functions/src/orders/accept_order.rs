//! Handler of accept-order.

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

/// What the seller says when accepting an order.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"estimatedPrepTime": 25}))]
pub struct Accept {
    /// Preparation time in minutes, 1 to 1,440. Default: the seller's `prepTimeMinutes`. While the
    /// seller has set `extraPrepMinutes`, they are added.
    #[schema(value_type = Option<words::Preparation>)]
    estimated_prep_time: Option<u32>,
}

/// Accept an order.
///
/// Moves a new order to the accepted status of its lifecycle, with the automatic transitions that
/// follow, and returns the order. For kitchens, preparation begins automatically. The seller's
/// staff may call it, and administrators on the seller's behalf. The preparation time determines
/// `promisedAt`; an authorized payment is then captured.
///
/// Accepting again with an equal `estimatedPrepTime`, or without one, answers 200 and changes
/// nothing.
///
/// Errors:
///
/// - 400 `invalid_request`: `estimatedPrepTime` is out of range, or a field is unknown.
/// - 400 `invalid_transition`: the order is not new any more, waits for verification, or was
///   accepted with another preparation time.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `payment_required`: the seller requires payment first, and the order is not paid yet.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/accept", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Accept>,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
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
