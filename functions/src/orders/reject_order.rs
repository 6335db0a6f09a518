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
/// Turns an order down that nobody has accepted yet: its stock and vouchers go
/// back, and a refund begins if anything was paid. A lifecycle without a
/// status for that cancels it. Rejecting again answers 200 and changes nothing.
#[utoipa::path(
    patch, path = "/api/orders/{id}/reject", tag = "Orders", security(("bearer" = [])),
    request_body = StopOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
