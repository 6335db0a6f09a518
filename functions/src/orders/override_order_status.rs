use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{Remarks, access::order_to_override, change_order},
};
use docket_domain::{Command, Order, OrderId};
use docket_platform::random;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, remarks, tag},
    openapi::{samples, words},
};

/// Where an order is put, past its lifecycle's rules.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::status_override)]
pub struct StatusOverride {
    /// Any status of the order's lifecycle.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Why, for the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// An order that was put somewhere.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overridden {
    /// The order.
    order: OrderView,
    /// Where it was.
    #[schema(value_type = words::StatusName)]
    previous_status: &'static str,
    /// Where it is.
    #[schema(value_type = words::StatusName)]
    new_status: &'static str,
}

/// Override an order's status.
///
/// Puts an order into any status of its lifecycle, for administrators. Stock
/// and money balance: reviving a stopped order takes its stock again, or is
/// refused.
#[utoipa::path(
    patch, path = "/api/orders/admin/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusOverride,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Overridden), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn override_order_status(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<StatusOverride>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_override(&app, id, who).await?;
    let request = body.read(&granted, |request, faults| {
        let (notes, reason) = (request.notes.as_deref(), request.reason.as_deref());
        Some((request.status, remarks(notes, reason, faults)))
    });
    let (to, Remarks { note, reason }) = request?.value;
    let command = Command::Override { to, note, reason, nonce: random()? };
    let order = change_order(&app, order, who, conditions.expected(), &command).await?;
    let body = Overridden {
        previous_status: previous(&order),
        new_status: order.status.name,
        order: OrderView::new(&order, who, &app.stamp()?),
    };
    Ok(tag(order.version, Json(body)))
}

/// The status before the newest change.
fn previous(order: &Order) -> &'static str {
    let mut before = order.timeline.iter().rev().filter(|entry| entry.version < order.version);
    before.next().map_or(order.status.name, |entry| entry.status.name)
}
