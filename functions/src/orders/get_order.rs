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
/// Returns an order. Its buyer, its seller's staff, the driver of its batch and
/// administrators may read it; others get 404.
#[utoipa::path(
    get, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
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
