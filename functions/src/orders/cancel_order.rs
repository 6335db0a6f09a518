//! Handlers of cancel-order: a buyer cancels an own order, by PUT or DELETE.

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
    /// Reason for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

impl Cancel {
    /// The reason for the timeline, if one is given.
    pub fn read(&self, faults: &mut Faults) -> Option<Text<1000>> {
        faults.maybe("/reason", self.reason.as_deref())
    }
}

/// Cancel an order.
///
/// Cancels an order of the caller, and returns it. Only its buyer may call it: a caller who is
/// signed in with the phone of the order. Staff use `PATCH /api/orders/{id}/cancel`, administrators
/// `PATCH /api/orders/{id}/admin-cancel`.
///
/// The lifecycle decides until which status a buyer can cancel, and for kitchens the seller's
/// cancel window; `cancelRule` of the order says it. Nothing is erased: the status becomes the
/// lifecycle's cancelled status. Stock is returned as the lifecycle says, and a refund of what was
/// paid is requested. Vouchers are restored, except after the seller's voucher cut-off.
///
/// Errors:
///
/// - 400 `invalid_request`: `reason` is empty or too long, or a field is unknown.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not its buyer.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `order_not_cancellable`, with one of these values of `reason`: `status_not_cancellable`
///   (the status has no transition to cancelled), `cancel_window_ended` (the time to cancel ended
///   at `endedAt`), `role_not_allowed` (only the roles in `allowedRoles` can cancel it now). An
///   order that is cancelled already answers `status_not_cancellable`.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be
///   given back; `voucher` names it), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    put, path = "/api/orders/{id}/cancel", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Cancel>,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
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
/// Alias of `PUT /api/orders/{id}/cancel`, for clients that model cancellation as deletion. It
/// takes no body, so no reason is recorded. Nothing is erased: the order keeps its history, and its
/// status becomes the cancelled status of its lifecycle. Answer, rights and errors are those of
/// PUT.
#[utoipa::path(
    delete, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
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
