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

/// How far an order was brought.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliveryStep {
    /// Where to, by the words of the order's lifecycle.
    #[schema(schema_with = words::delivery_step)]
    status: String,
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// When the step was made, if a driver without signal reports it afterwards. At most
    /// 24 hours ago; it becomes the step's time.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// Move a delivery on.
///
/// Moves one order of a batch on, for its driver. The batch is in progress
/// from its first delivery, and over when it is completed. A step that was made
/// already answers 200 and changes nothing.
#[utoipa::path(
    patch, path = "/api/delivery/orders/{orderId}/status", tag = "Delivery", security(("bearer" = [])),
    request_body = DeliveryStep,
    params(
        ("orderId" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
