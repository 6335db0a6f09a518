use axum::{Json, extract::State, response::Response};
use docket_app::{SharedApp, delivery::deliver_order, orders::access::order_to_deliver};
use docket_domain::OrderId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::step_time::step_time;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, remarks, tag},
    openapi::words,
    orders::view::{OrderBody, OrderView},
};

/// A delivery step of one order.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliveryStep {
    /// The status to which the order moves, as its lifecycle names it.
    #[schema(schema_with = words::delivery_step)]
    status: String,
    /// A note for the order's timeline, 1 to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// The moment at which the step was made, for a driver who reports it later because the device
    /// was offline. At most 24 hours ago, and at most 2 minutes in the future to allow for clock
    /// differences. It becomes the time of the step. Defaults to the time of the request.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// Update a delivery status.
///
/// Moves one order along its delivery: to picked up, which continues to out for delivery
/// automatically, and to delivered. The order's batch follows: it becomes `PICKED_UP` with the
/// first pick-up and `IN_PROGRESS` with the first delivery, and remains so until it is completed
/// with `PATCH /api/delivery/batches/{batchId}/complete`. A step that was already made returns 200
/// and changes nothing, so a driver's app can repeat it on an unreliable network. Returns the
/// order.
///
/// The order's driver and administrators may call it. Staff of the seller and the buyer get 403
/// `forbidden`; callers who cannot see the order get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_status`: drivers do not move orders to this status; `allowed` lists the statuses
///   to which they do.
/// - 400 `invalid_transition`: the order cannot move there from its present status; `from`, `to`
///   and `allowed` describe the transition.
/// - 400 `invalid_request` at `/happenedAt`: the moment is in the future or more than 24 hours ago.
/// - 409 `conflict` with the reason `no_driver`: the order is in a batch without a driver.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the order;
///   retry.
/// - 412 `precondition_failed`: the order no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/orders/{orderId}/status", tag = "Delivery", security(("bearer" = [])),
    request_body = DeliveryStep,
    params(
        ("orderId" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_delivery_status(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<DeliveryStep>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let (order, granted) = order_to_deliver(&app, id, actor, who).await?;
    let request = body.read(&granted, |request, faults| {
        let remarks = remarks(request.notes.as_deref(), None, faults);
        let time = step_time(request.happened_at, app.now(), faults);
        Some((request.status, time, remarks))
    });
    let (to, time, remarks) = request?.value;
    let step = (to.as_str(), time);
    let order = deliver_order(&app, order, who, conditions.expected(), step, &remarks).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}
