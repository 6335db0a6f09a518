use axum::{Json, extract::State, response::Response};
use docket_domain::{Command, Door, OrderId, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::{change, note},
    view::{OrderBody, OrderView},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiJson, ApiPath, Caller, Conditions, FieldError, tag},
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
    pub fn reason_in(request: Option<&ApiJson<Self>>) -> Result<Option<Text<1000>>, FieldError> {
        note("/reason", request.and_then(|request| request.value.reason.as_deref()))
    }
}

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
    request: Option<ApiJson<Cancel>>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let reason = Cancel::reason_in(request.as_ref())?;
    let command = Command::Cancel { reason, door: Door::Own };
    let order = change(&app, id, who, &conditions, &command).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

/// The same by DELETE.
#[utoipa::path(
    delete, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn delete_order(
    state: State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    id: ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    cancel_order(state, caller, conditions, id, None).await
}
