//! Handler of cancel-order-as-seller.

use axum::{extract::State, response::Response};
use docket_app::SharedApp;
use docket_domain::{CancellationChannel, Command, OrderId};

use super::{
    stopping::{StopOrder, stop_as_staff},
    view::Stopped,
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions},
    openapi::words,
};

/// Cancel an order as its seller.
///
/// Cancels an order, and returns it. The seller's staff may call it, and administrators on the
/// seller's behalf; buyers use `PUT /api/orders/{id}/cancel`. The lifecycle decides in which
/// statuses the seller can cancel; the buyer's cancel window does not apply. Stock is returned as
/// the lifecycle says, vouchers are restored, and a refund of what was paid is requested.
///
/// Errors:
///
/// - 400 `invalid_request`: `reason` is missing, empty or too long.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `order_not_cancellable`, with one of these values of `reason`: `status_not_cancellable`
///   (the status has no transition to cancelled), `role_not_allowed` (only the roles in
///   `allowedRoles` can cancel it now). An order that has ended answers `status_not_cancellable`.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be
///   given back; `voucher` names it), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/cancel", tag = "Orders", security(("bearer" = [])),
    request_body = StopOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = Stopped), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_order_as_seller(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<StopOrder>,
) -> Result<Response, ApiError> {
    let channel = CancellationChannel::Seller;
    let cancel = |reason| Command::Cancel { reason: Some(reason), channel };
    stop_as_staff(&app, &caller, &conditions, id, body, cancel).await
}
