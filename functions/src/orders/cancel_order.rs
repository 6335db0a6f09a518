use axum::{Json, extract::State, response::Response};
use docket_app::{
    App, ExpectedVersion, Faults, SharedApp,
    orders::{access::order_to_cancel, change_order},
};
use docket_domain::{CancellationChannel, Command, OrderId, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Why an order is cancelled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Ordered twice by mistake."}))]
pub struct Cancel {
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

impl Cancel {
    /// The reason as the timeline has it, where one is given.
    pub fn read(&self, faults: &mut Faults) -> Option<Text<1000>> {
        faults.maybe("/reason", self.reason.as_deref())
    }
}

/// Cancel an order.
///
/// Cancels the caller's own order, while its lifecycle allows that. Nothing
/// is erased.
#[utoipa::path(
    put, path = "/api/orders/{id}/cancel", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Cancel>,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<Cancel>,
) -> Result<Response, ApiError> {
    cancel_own(&app, &caller, conditions.expected(), id, Some(body)).await
}

async fn cancel_own(
    app: &App,
    caller: &Caller,
    expected: &ExpectedVersion,
    id: OrderId,
    body: Option<Body<Cancel>>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_cancel(app, id, who, CancellationChannel::Own).await?;
    let reason = match body {
        Some(body) => body.maybe(&granted, |it, faults| Some(it.read(faults)))?.flatten(),
        None => None,
    };
    let command = Command::Cancel { reason, channel: CancellationChannel::Own };
    let order = change_order(app, order, who, expected, &command).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

/// Cancel an order.
///
/// Alias of `PUT /api/orders/{id}/cancel`, for clients that model cancellation as
/// deletion. Nothing is erased: the order keeps its history, and its status becomes
/// the cancelled status of its lifecycle.
#[utoipa::path(
    delete, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn delete_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    cancel_own(&app, &caller, conditions.expected(), id, None).await
}
