//! Handler of move-promise: another promised time for an accepted order.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    orders::{self, access::order_to_manage},
};
use docket_domain::{Command, Fulfilment, OrderId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, tag},
    openapi::words,
};

/// Another promised time for an order.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"promisedAt": "2026-11-20T13:10:00.000Z", "reason": "The oven is full."}))]
pub struct MovePromise {
    /// Time (UTC, RFC 3339) at which the order will be ready, or for `delivery` at the customer's
    /// address. In the future, and at most two years ahead.
    #[schema(value_type = words::Moment)]
    promised_at: Moment,
    /// Reason for the customer, up to 1,000 characters.
    #[schema(value_type = words::Note)]
    reason: String,
}

/// Change the promised time.
///
/// Sets `promisedAt` of an order that was accepted and has not ended, and returns the order. The
/// seller's staff and administrators may call it. The customer gets a message with the new time;
/// the reason is shown in `promiseMoves` of the order. A request with the time that is promised
/// already answers 200 and changes nothing.
///
/// Errors:
///
/// - 400 `invalid_request`: `promisedAt` is in the past or more than two years ahead, or `reason`
///   is missing, empty or too long.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `not_under_way` (the order was not
///   accepted yet, or has ended), `merged` (the order was merged into the order named in
///   `orderIds`), `changed_meanwhile` (concurrent requests changed the order repeatedly; send the
///   request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/estimate", tag = "Orders", security(("bearer" = [])),
    request_body = MovePromise,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn move_promise(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<MovePromise>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let now = app.now();
    let command = body.read(&granted, |request, faults| request.read(now, faults))?.value;
    let order = orders::change_order(&app, order, who, conditions.expected(), &command).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

impl MovePromise {
    fn read(self, now: Timestamp, faults: &mut Faults) -> Option<Command> {
        let to = Timestamp::from(self.promised_at);
        faults.note_error("/promisedAt", Fulfilment::check_requested_for(Some(to), now));
        let reason = faults.parse("/reason", &self.reason);
        Some(Command::MovePromise { to, reason: reason? })
    }
}
