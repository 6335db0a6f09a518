//! Handler of reject-order.

use axum::{extract::State, response::Response};
use docket_app::SharedApp;
use docket_domain::{Command, OrderId};

use super::{
    stopping::{StopOrder, stop_as_staff},
    view::Stopped,
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions},
    openapi::words,
};

/// Reject an order.
///
/// Rejects a new order that nobody has accepted yet, and returns it. The seller's staff may call
/// it, and administrators on the seller's behalf. The status becomes the rejected status of the
/// lifecycle, or the cancelled one in lifecycles without it. Stock is returned, vouchers are
/// restored, and a refund of what was paid is requested. An order that was accepted can be
/// cancelled instead.
///
/// Rejecting a rejected order again answers 200 and changes nothing.
///
/// Errors:
///
/// - 400 `invalid_request`: `reason` is missing, empty or too long.
/// - 400 `invalid_transition`: the order is not in the first status of its lifecycle.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be
///   given back; `voucher` names it), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/reject", tag = "Orders", security(("bearer" = [])),
    request_body = StopOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = Stopped), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn reject_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<StopOrder>,
) -> Result<Response, ApiError> {
    let reject = |reason| Command::Reject { reason };
    stop_as_staff(&app, &caller, &conditions, id, body, reject).await
}
