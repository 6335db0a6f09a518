//! Handler of list-my-orders.

use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, orders::list_own_orders};

use super::view::OrderPage;
use crate::http::{ApiError, Caller, PageQuery, Query, Shape};

/// List my orders.
///
/// Lists the orders of the phone number with which the caller signed in, newest first. Every
/// signed-in caller may call it, whatever their role. The list is empty for a caller who signed in
/// with an e-mail address.
///
/// Pages follow `pagination.nextCursor`, which is null on the last page. A page can have fewer
/// orders than `limit`, even none, and still have a next cursor. With `Accept: text/csv` the answer
/// is a table.
///
/// Errors:
///
/// - 400 `invalid_request`: a parameter is unknown or has an invalid value.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
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
