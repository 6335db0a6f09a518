use axum::{Json, extract::State};
use docket_domain::{Actor, Contact, CustomerKey, Phone};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::OrderView;
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, ApiQuery, Caller, Cursors, Limit, Pagination},
};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// 1 to 100, 50 unless given.
    limit: Option<u32>,
    /// Where the former page ended.
    cursor: Option<String>,
}

/// A page of orders.
#[derive(Serialize, ToSchema)]
pub struct OrderPage {
    /// Newest first.
    orders: Vec<OrderView>,
    /// Where the page stands.
    pagination: Pagination,
}

/// A phone's orders: all of them for its bearer and administrators, a
/// seller's own for its staff. A page may be short, even empty, and still
/// carry a cursor.
#[utoipa::path(
    get, path = "/api/orders/customer/{phone}", tag = "Orders", security(("bearer" = [])),
    params(("phone" = String, Path, description = "E.164, with `+` as `%2B`."), PageQuery),
    responses((status = OK, body = OrderPage)),
)]
pub async fn list_customer_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(phone): ApiPath<Phone>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<OrderPage>, ApiError> {
    let actor = caller.signed_in()?;
    let customer = app.customer_key(&Contact::Phone(phone))?;
    if !may_list(actor, &customer) {
        return Err(ApiError::NotFound);
    }
    let limit = Limit::read(query.limit)?;
    let cursors = Cursors {
        ids: app.keys.ids()?,
        caller: actor.id(),
        query: &["customer-orders", customer.as_str()],
    };
    let after = cursors.read(query.cursor.as_deref())?;
    let page = app.store.customer_orders(&customer, after.as_deref(), limit.get()).await?;
    let stamp = app.stamp()?;
    let orders = page
        .items
        .iter()
        .filter(|order| order.visible_to(actor))
        .map(|order| OrderView::new(order, actor, &stamp))
        .collect();
    Ok(Json(OrderPage { orders, pagination: cursors.pagination(limit, page.next.as_deref()) }))
}

fn may_list(actor: &Actor, customer: &CustomerKey) -> bool {
    match actor {
        Actor::Buyer(key) => key == customer,
        Actor::Seller { .. } | Actor::Admin(_) => true,
        Actor::Driver { .. } | Actor::System(_) => false,
    }
}
