use axum::{extract::State, response::Response};
use docket_app::{AppError, Fault, Granted, SharedApp};
use docket_domain::{Actor, Contact, LookupPhone, OrderFilter};
use docket_store::{OrderList, Whose};

use super::view::{OrderPage, PageQuery, page};
use crate::{
    http::{ApiError, ApiPath, Caller, Limit, PageRequest, Query, Shape},
    openapi::words,
};

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
    let customer = app.customer_key(&Contact::Phone(phone))?;
    // Who has proven the phone sees all its orders, in every role.
    let seller = match actor {
        _ if caller.contact() == Some(&customer) => None,
        Actor::Admin(_) => None,
        Actor::Seller { seller, .. } => Some(seller.clone()),
        Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_) => {
            return Err(AppError::NotFound.into());
        }
    };
    let query = query.value(&Granted::to_all())?;
    let limit = Limit::read(query.limit)?;
    let requested = PageRequest::read(
        &app,
        limit,
        (actor.id(), &["customer-orders", customer.as_str()]),
        query.cursor.as_deref(),
    )?;
    let filter = OrderFilter { seller, ..OrderFilter::default() };
    let of = Whose::Customer(customer.clone());
    let list = OrderList { of, filter, now: app.now() };
    shape.answer(&page(&app, caller.capacities()?, &list, &requested).await?)
}
