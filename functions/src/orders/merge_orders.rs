use axum::{Json, extract::State, response::Response};
use docket_app::{Faults, Granted, Idempotent, KeyOwner, Request, SharedApp, orders};
use docket_domain::{MergeRefusal, Order, OrderId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::{samples, words},
};

/// Orders that are to be one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::merge_orders)]
pub struct MergeOrders {
    /// The order that the others go into, then the others: 2 to 10 orders of
    /// one seller, customer and place.
    #[schema(value_type = Vec<words::OrderId>, min_items = 2, max_items = 10)]
    order_ids: Vec<String>,
}

/// Orders that became one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MergedBody {
    /// What they are now.
    order: OrderView,
    /// What the others were; they go on in that one.
    merged_orders: Vec<OrderView>,
}

/// Merge orders.
///
/// Merges orders into the first of them. Lines, stock, discounts, charges,
/// vouchers and payments move; the others end and say where they went.
#[utoipa::path(
    post, path = "/api/orders/merge", tag = "Orders", security(("bearer" = [])),
    request_body = MergeOrders,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body merge the orders once.")),
    responses((status = OK, body = MergedBody, headers(
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request merged them."),
    )), (status = FORBIDDEN), (status = NOT_FOUND), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn merge_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<MergeOrders>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    // Which orders the caller may merge depends on the orders that the body names.
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let sent = body.read(&granted, |it, faults| Some(it.read(faults)))?;
    let Sent { value: wanted, digest } = sent;
    let (ids, route) = (app.keys.ids()?, "merge-orders");
    let request =
        Request { ids, caller: KeyOwner::signed_in(actor), route, key: &key, body: digest };
    let Idempotent { value: orders, replayed } =
        orders::merge_orders(&app, &wanted, (actor, who), &request).await?;
    let stamp = app.stamp()?;
    let mut views = orders.iter().map(|order| OrderView::new(order, who, &stamp));
    let (version, first) = (orders.first().map_or(1, |it| it.version), views.next());
    let body = first.map(|order| MergedBody { order, merged_orders: views.collect() });
    Ok(recorded(tag(version, Json(body)), replayed))
}

impl MergeOrders {
    fn read(self, faults: &mut Faults) -> Vec<OrderId> {
        let ids = self.order_ids;
        let twice = |at: usize| ids[..at].contains(&ids[at]);
        if !(2..=Order::MAX_MERGED).contains(&ids.len()) || (0..ids.len()).any(twice) {
            faults.add("/orderIds", MergeRefusal::Count);
        }
        faults.parse_all("/orderIds", &ids)
    }
}
