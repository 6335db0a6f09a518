//! Handler of get-order.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{NamedOrder, read_order},
};
use docket_domain::OrderId;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Get an order.
///
/// Returns an order as it is now. Its buyer, its seller's staff, the driver of its batch and
/// administrators may call it. What the answer contains depends on the caller: names in the
/// timeline and `internalNotes` are for the seller's staff and administrators; the driver no longer
/// sees the customer's contact details from 24 hours after the order ended.
///
/// The `ETag` is the order's version. With `If-None-Match`, the answer is 304 if the order has not
/// changed.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
    ),
    responses((status = OK, body = OrderBody)),
)]
pub async fn get_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let NamedOrder { order, people } = read_order(&app, id, who).await?;
    let view = OrderView::named(&order, who, &app.stamp()?, people.as_ref());
    let body = OrderBody { order: view };
    Ok(conditions.answer(order.version, Json(body)))
}
