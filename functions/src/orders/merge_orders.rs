use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, Faults, Granted, KeyOwner, Request, SharedApp};
use docket_domain::{Actor, MergeRefusal, Order, OrderId, Stamp};
use docket_store::{Recorded, Saved, Together};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{change::sees, view::OrderView};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::{samples, words},
};

/// How often a lost race for an order is run again.
const TRIES: usize = 5;

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
    let receipt = request.receipt()?;
    for _ in 0..TRIES {
        let orders = found(&app, &wanted, who).await?;
        if request.is_keyed()
            && let Some(mark) = app.store.receipt(&receipt).await?
            && request.made(&mark)?
        {
            // Read before the receipt, the orders may be as they were.
            let orders = found(&app, &wanted, who).await?;
            return Ok(answer(&orders, who, &app.stamp()?, true));
        }
        let stamp = app.stamp()?;
        let changes = Order::merge(&orders, actor, &stamp)?;
        let changes: Vec<_> = orders.into_iter().zip(changes).collect();
        let recorded = Recorded { receipt: &receipt, mark: request.mark()?, actor, now: stamp.now };
        let recorded = request.is_keyed().then_some(&recorded);
        let together = Together { changes: &changes, made: None, recorded };
        if app.store.commit_together(&together).await? == Saved::Done {
            let orders: Vec<_> = changes.into_iter().map(|(_, change)| change.order).collect();
            return Ok(answer(&orders, who, &stamp, false));
        }
    }
    Err(AppError::Conflict.into())
}

/// The orders that are asked for, all of which the caller may see.
async fn found(app: &App, wanted: &[OrderId], who: &[Actor]) -> Result<Vec<Order>, AppError> {
    let orders = app.store.find_orders(wanted).await?;
    let orders: Vec<Order> = orders.into_iter().map(|it| it.order).collect();
    if orders.len() < wanted.len() || !orders.iter().all(|order| sees(order, who)) {
        return Err(AppError::NotFound);
    }
    Ok(orders)
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

fn answer(orders: &[Order], who: &[Actor], stamp: &Stamp, replayed: bool) -> Response {
    let mut views = orders.iter().map(|order| OrderView::new(order, who, stamp));
    let (version, first) = (orders.first().map_or(1, |it| it.version), views.next());
    let body = first.map(|order| MergedBody { order, merged_orders: views.collect() });
    recorded(tag(version, Json(body)), replayed)
}
