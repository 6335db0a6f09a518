//! Handler of cancel-order-for-customer.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{access::order_to_cancel, change_order},
};
use docket_domain::{CancellationChannel, Command, OrderId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{cancel_order::Cancel, view::Stopped};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Message for the customer if a refund was requested.
const REFUND: &str = "Your refund will be processed within 5-7 business days.";
/// Message for the customer if there was nothing to refund.
const CANCELLED: &str = "Your order has been cancelled.";

/// An order that was cancelled by or for its customer.
#[derive(Serialize, ToSchema)]
pub struct CancelledForCustomer {
    #[serde(flatten)]
    stopped: Stopped,
    /// Sentence to show to the customer: that a refund follows, or that the order is cancelled.
    #[schema(example = "Your refund will be processed within 5-7 business days.")]
    message: &'static str,
}

/// Cancel an order for its customer.
///
/// Cancels an order by its buyer, or by an administrator on the buyer's behalf, and returns it with
/// a message for the customer. The seller's staff use `PATCH /api/orders/{id}/cancel`.
///
/// A buyer can cancel as with `PUT /api/orders/{id}/cancel`. An administrator can cancel also after
/// the cancel window, and then vouchers are always restored; for a buyer they are restored until
/// the seller's voucher cut-off. Stock is returned as the lifecycle says, and a refund of what was
/// paid is requested.
///
/// Errors:
///
/// - 400 `invalid_request`: `reason` is empty or too long, or a field is unknown.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is neither its buyer nor an administrator.
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
    patch, path = "/api/orders/{id}/customer-cancel", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Cancel>,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = CancelledForCustomer), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_order_for_customer(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<Cancel>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_cancel(&app, id, who, CancellationChannel::Customer).await?;
    let reason = body.maybe(&granted, |it, faults| Some(it.read(faults)))?.flatten();
    let command = Command::Cancel { reason, channel: CancellationChannel::Customer };
    let order = change_order(&app, order, who, conditions.expected(), &command).await?;
    let message = if order.refund_initiated() { REFUND } else { CANCELLED };
    let body = CancelledForCustomer { stopped: Stopped::new(&order, who, &app.stamp()?), message };
    Ok(tag(order.version, Json(body)))
}
