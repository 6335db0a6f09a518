//! Handler of list-customer-orders.

use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Limit, PageRequest, SharedApp,
    orders::{self, customer_orders},
};
use docket_domain::LookupPhone;

use super::view::OrderPage;
use crate::{
    http::{ApiError, ApiPath, Caller, PageQuery, Query, Shape},
    openapi::words,
};

/// List a customer's orders.
///
/// Lists the orders of a phone number, newest first. A caller who signed in with that phone, and
/// administrators, see all of them; the staff of a seller see those of their seller.
///
/// Pages follow `pagination.nextCursor`, which is null on the last page. A page can have fewer
/// orders than `limit`, even none, and still have a next cursor. With `Accept: text/csv` the answer
/// is a table.
///
/// Errors:
///
/// - 400 `invalid_request`: `phone` is not a phone number, or a parameter is unknown or has an
///   invalid value.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 404 `not_found`: the caller is neither the holder of this phone, nor staff of a seller, nor an
///   administrator.
#[utoipa::path(
    get, path = "/api/orders/customer/{phone}", tag = "Orders", security(("bearer" = [])),
    params(("phone" = inline(words::Phone), Path, description = "Phone number of the customer in \
        E.164 format, with `+` encoded as `%2B`."), PageQuery),
    responses((status = OK, body = OrderPage)),
)]
pub async fn list_customer_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(phone): ApiPath<String>,
    shape: Shape,
    query: Query<PageQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    // A text that is no phone number has no orders, so anybody may learn that.
    let LookupPhone(phone) = phone.parse().map_err(|error| Fault::parameter("phone", error))?;
    let (list, granted) = customer_orders(&app, &caller, phone)?;
    let query = query.value(&granted)?;
    let limit = Limit::read(query.limit)?;
    let customer = list.customer.clone();
    let requested = PageRequest::read(
        &app,
        limit,
        (actor.id(), &["customer-orders", customer.as_str()]),
        query.cursor.as_deref(),
    )?;
    let listed = orders::list_customer_orders(&app, list, &requested).await?;
    let viewer = (caller.capacities()?, &app.stamp()?);
    shape.answer(&OrderPage::new(&listed, viewer, &requested, None))
}
