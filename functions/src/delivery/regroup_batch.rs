use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    delivery::{self, access::batch_to_manage},
};
use docket_domain::{Batch, BatchId, BatchRefusal, OrderId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::BatchView;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Orders to add to a delivery batch, and orders to remove from it. At least one order must be
/// named, and none twice.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Regroup {
    /// Orders to add, at most 75. They are appended to the delivery sequence in this order. They
    /// must be delivery orders of the batch's seller and zone, be in the phase `working` or
    /// `ready`, and be in no other open batch. Orders that are already in the batch are skipped.
    #[serde(default)]
    #[schema(value_type = Vec<words::OrderId>, max_items = 75)]
    add: Vec<String>,
    /// Orders to remove, at most 75. They can be put into another batch afterwards. Orders of the
    /// seller that are not in the batch are skipped.
    #[serde(default)]
    #[schema(value_type = Vec<words::OrderId>, max_items = 75)]
    remove: Vec<String>,
}

/// The result of changing the orders of a delivery batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Regrouped {
    /// The batch after the request, with its orders in delivery sequence.
    batch: BatchView,
    /// The number of orders that were added, removed, or moved to another place in the delivery
    /// sequence.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Change a batch's orders.
///
/// Adds orders to a delivery batch and removes others, in one transaction. Orders can be added
/// until the batch is picked up, and removed until the driver has them. To move an order between
/// batches, remove it from the first one before adding it to the other. A request that has nothing
/// left to do returns 200 and changes nothing, so it can be repeated safely.
///
/// The staff of the batch's seller and administrators may call it. The batch's driver gets 403
/// `forbidden`; callers who cannot see the batch get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/add`: no order is named, one is named twice, or the batch would
///   have more than 75 orders.
/// - 400 `invalid_request` at `/add/{index}`: the order does not exist, belongs to another seller,
///   is not delivered by the seller's drivers, or goes to another zone.
/// - 400 `invalid_request` at `/remove/{index}`: the order does not exist or belongs to another
///   seller.
/// - 400 `invalid_request` at `/remove`: no order would be left; cancel the batch instead.
/// - 409 `conflict` with the reason `picked_up`: orders cannot be added after the pick-up.
/// - 409 `conflict` with the reason `orders_picked_up`: `orderIds` names orders that the driver
///   has, or that have ended.
/// - 409 `conflict` with the reason `orders_not_waiting`: `orderIds` names orders that are not in
///   the phase `working` or `ready`.
/// - 409 `conflict` with the reason `orders_in_another_batch`: `orderIds` and `batchIds` name the
///   orders and the batches that they are in.
/// - 409 `conflict` with the reason `batch_over`: the batch is completed or cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/orders", tag = "Delivery", security(("bearer" = [])),
    request_body = Regroup,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = Regrouped), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn regroup_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<Regroup>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_manage(&app, &id, actor).await?;
    let named = body.read(&granted, |it: Regroup, faults| Some(it.read(faults)))?;
    let (add, remove) = named.value;
    let orders = (add.as_slice(), remove.as_slice());
    let done = delivery::regroup_batch(&app, batch, actor, conditions.expected(), orders).await?;
    let batch = BatchView::new(&done.batch, &done.orders, actor, app.now());
    Ok(tag(done.batch.version, Json(Regrouped { batch, orders_affected: done.affected })))
}

impl Regroup {
    fn read(self, faults: &mut Faults) -> (Vec<OrderId>, Vec<OrderId>) {
        // More than a batch may have are refused before they are all looked up.
        for (list, orders) in [("/add", &self.add), ("/remove", &self.remove)] {
            if orders.len() > Batch::MAX_ORDERS {
                faults.add(list, BatchRefusal::Full);
            }
        }
        (faults.parse_all("/add", &self.add), faults.parse_all("/remove", &self.remove))
    }
}
