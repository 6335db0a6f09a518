use axum::{Json, extract::State, response::Response};
use docket_app::{SharedApp, orders::access::visible};
use docket_domain::OrderId;

use super::view::{OrderBody, show};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// An order, for its buyer, its seller's staff and administrators.
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
    let order = visible(&app, id, who).await?;
    let body = OrderBody { order: show(&app, &order, who).await? };
    Ok(conditions.answer(order.version, Json(body)))
}
