use axum::{Json, extract::State, response::Response};
use docket_domain::OrderId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    change::visible,
    view::{CustomerView, OrderView},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::{samples, words},
};

/// Where an order is.
#[derive(Serialize, ToSchema)]
#[schema(example = samples::tracking)]
pub struct Tracking {
    /// The order with its timeline.
    order: OrderView,
    /// Who brings it: nobody yet.
    #[schema(value_type = Option<Object>, required)]
    driver: Option<()>,
    /// With which other orders: none yet.
    #[schema(value_type = Option<Object>, required)]
    batch: Option<()>,
    /// Who ordered, for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
}

/// Where an order is, for who may see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/track", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
    ),
    responses((status = OK, body = Tracking)),
)]
pub async fn track_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let order = visible(&app, id, actor).await?;
    let view = OrderView::new(&order, actor, &app.stamp()?);
    let body = if actor.manages(&order.seller) {
        let customer = Some(CustomerView::new(&order));
        Tracking { order: view, driver: None, batch: None, customer }
    } else {
        Tracking { order: view.anonymous(), driver: None, batch: None, customer: None }
    };
    Ok(conditions.answer(order.version, Json(body)))
}
