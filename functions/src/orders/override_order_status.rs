//! Handler of override-order-status: an administrator sets any status of the lifecycle.

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

/// The status that an administrator sets without regard to transitions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::status_override)]
pub struct StatusOverride {
    /// Target status: any status of the order's lifecycle but the current one.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Note for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Reason for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// An order whose status was overridden.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overridden {
    /// The order after the override, in its new status.
    order: OrderView,
    /// Status of the order before the override.
    #[schema(value_type = words::StatusName)]
    previous_status: &'static str,
    /// Status of the order after the override.
    #[schema(value_type = words::StatusName)]
    new_status: &'static str,
}

/// Override an order's status.
///
/// Sets any status of an order's lifecycle, even where no transition leads to it. Only
/// administrators may call it. The audit log records the override with `bypassedValidation: true`.
/// Automatic transitions do not follow.
///
/// The rules for stock, money and vouchers still apply:
///
/// - An override to a cancelled, rejected or failed status returns stock as the lifecycle says,
///   restores vouchers and requests a refund of what was paid.
/// - An override away from such a status takes the stock again, redeems the vouchers again and
///   withdraws the refund as far as it has not begun.
/// - An override to `awaiting_verification` starts another hold of 15 minutes and sends a new code.
///
/// Errors:
///
/// - 400 `invalid_status`: the lifecycle has no such status; `allowed` lists all of its statuses.
/// - 400 `invalid_transition`: the order is in this status already; `allowed` lists the others.
/// - 400 `invalid_request`: a field is missing, unknown or too long.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not an administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `insufficient_stock`: the stock that the order needs again is not there; see
///   `stockIssues`.
/// - 409 `conflict`, with one of these values of `reason`: `voucher_used_up` (a voucher that the
///   order needs again is used up), `merged` (the order was merged into the order named in
///   `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be given back;
///   `voucher` names it), `changed_meanwhile` (concurrent requests changed the order repeatedly;
///   send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/admin/{id}/status", tag = "Orders", security(("bearer" = [])),
    request_body = StatusOverride,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
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
