use axum::{extract::State, response::Response};
use docket_domain::{Actor, Contact, CustomerKey, MemberId, OrderFilter};
use docket_store::{OrderList, Whose};

use super::page::{OrderPage, PageQuery, page};
use crate::{
    App, SharedApp,
    http::{ApiError, ApiQuery, Caller, Cursors, Limit, Shape},
};

/// The orders that the caller placed, newest first. Staff, drivers and
/// administrators get those of the phone that they sign in with.
#[utoipa::path(
    get, path = "/api/orders/my-orders", tag = "Orders", security(("bearer" = [])),
    params(PageQuery), responses((status = OK, body = OrderPage)),
)]
pub async fn list_my_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let limit = Limit::read(query.limit)?;
    let cursors = Cursors { ids: app.keys.ids()?, caller: actor.id(), query: &["my-orders"] };
    let after = cursors.read(query.cursor.as_deref())?;
    let Some(customer) = customer_of(&app, actor).await? else {
        return shape.answer(&OrderPage::empty(&cursors, limit));
    };
    let of = Whose::Customer(customer);
    let list = OrderList { of, filter: OrderFilter::default(), now: app.now() };
    shape.answer(&page(&app, actor, &list, &cursors, after.as_deref(), limit).await?)
}

/// As which customer somebody orders.
async fn customer_of(app: &App, actor: &Actor) -> Result<Option<CustomerKey>, ApiError> {
    match actor {
        Actor::Buyer(key) => Ok(Some(key.clone())),
        Actor::Seller { member, .. } | Actor::Driver { member, .. } => phone_of(app, member).await,
        // The deployment's own administrator is no listed member; its id is
        // the key of its phone.
        Actor::Admin(member) => match phone_of(app, member).await? {
            Some(key) => Ok(Some(key)),
            None => Ok(member.as_str().parse().ok()),
        },
        Actor::System(_) => Ok(None),
    }
}

async fn phone_of(app: &App, id: &MemberId) -> Result<Option<CustomerKey>, ApiError> {
    let Some(member) = app.store.member(id).await? else { return Ok(None) };
    let phone = member.addresses.phone().cloned();
    phone.map(|phone| app.customer_key(&Contact::Phone(phone))).transpose()
}
