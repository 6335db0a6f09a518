//! Handler of merge-orders.

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

/// Orders to merge into one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::merge_orders)]
pub struct MergeOrders {
    /// Identifiers of 2 to 10 different orders. The first one receives the content of all others.
    /// They must have the same seller, customer, currency, lifecycle, fulfilment, menu, meal and
    /// status.
    #[schema(value_type = Vec<words::OrderId>, min_items = 2, max_items = 10)]
    order_ids: Vec<String>,
}

/// The merged order, and the orders that were merged into it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MergedBody {
    /// The first order, with the content of all.
    order: OrderView,
    /// The other orders in the sequence of the request. They have ended, and `mergedInto` names the
    /// first one.
    merged_orders: Vec<OrderView>,
}

/// Merge orders.
///
/// Moves the content of several orders into the first of them, and returns all. The seller's staff
/// and administrators may call it. Line items, stock, discounts, charges, vouchers and payments
/// move; no money or stock is gained or lost. The other orders get the cancelled status of their
/// lifecycle without the effects of a cancellation. The orders refer to each other by `mergedFrom`
/// and `mergedInto`.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 200 with the orders as they are now and carries `Idempotent-Replayed: true`.
/// A key belongs to its caller. Without a key, every request counts.
///
/// Errors:
///
/// - 400 `invalid_request`: there are not 2 to 10 different orders, or an order has another
///   customer, currency, lifecycle, fulfilment, menu or meal than the first; `errors` names it.
/// - 400 `mixed_sellers`: an order has another seller than the first.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the orders, but is not their seller's staff or an
///   administrator.
/// - 404 `not_found`: one of the orders does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `status_not_mergeable` (an order in
///   `orderIds` is not verified or not paid as required, has ended, is in a batch, has a payment or
///   a refund under way, or was merged 20 times), `other_status` (the orders in `orderIds` have
///   another status than the first), `too_large` (together they exceed the limits of one order),
///   `changed_meanwhile` (concurrent requests changed the order repeatedly; send the request
///   again).
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
#[utoipa::path(
    post, path = "/api/orders/merge", tag = "Orders", security(("bearer" = [])),
    request_body = MergeOrders,
    params(("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry \
        safe, 1 to 255 visible ASCII characters: requests with this key and the same body merge \
        the orders once.")),
    responses((status = OK, body = MergedBody, headers(
        ("Idempotent-Replayed" = String, description = "`true` if an earlier request merged the \
            orders; absent otherwise."),
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
