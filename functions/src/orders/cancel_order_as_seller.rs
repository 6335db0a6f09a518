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
/// Cancels an order for its seller; an administrator does it in the seller's
/// place. Vouchers are restored, and a refund begins if anything was paid.
#[utoipa::path(
    patch, path = "/api/orders/{id}/cancel", tag = "Orders", security(("bearer" = [])),
    request_body = StopOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
