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
/// A phone's orders: all of them for its bearer and administrators, a
/// seller's own for its staff. A page may be short, even empty, and still
/// carry a cursor.
#[utoipa::path(
    get, path = "/api/orders/customer/{phone}", tag = "Orders", security(("bearer" = [])),
    params(("phone" = inline(words::Phone), Path, description = "E.164, with `+` as `%2B`."), PageQuery),
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
    // What is no phone is nobody's, so that anybody may be told.
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
