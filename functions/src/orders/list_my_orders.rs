use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, orders::list_own_orders};

use super::view::OrderPage;
use crate::http::{ApiError, Caller, PageQuery, Query, Shape};

/// List my orders.
///
/// The orders of the phone that the caller proved at this sign-in, newest
/// first, for every role. Who signed in with an e-mail address has none here.
#[utoipa::path(
    get, path = "/api/orders/my-orders", tag = "Orders", security(("bearer" = [])),
    params(PageQuery), responses((status = OK, body = OrderPage)),
)]
pub async fn list_my_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<PageQuery>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let query = query.value(&Granted::to_all())?;
    let limit = Limit::read(query.limit)?;
    let contact = caller.contact();
    let id = contact.map_or("", |key| key.as_str());
    let requested = PageRequest::read(&app, limit, (id, &["my-orders"]), query.cursor.as_deref())?;
    let listed = list_own_orders(&app, contact, &requested).await?;
    shape.answer(&OrderPage::new(&listed, (who, &app.stamp()?), &requested, None))
}
