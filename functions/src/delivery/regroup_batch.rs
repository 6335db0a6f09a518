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

/// Orders that come into a batch, and others that leave it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Regroup {
    /// Orders of the batch's zone that are being prepared or ready; they are delivered
    /// last, in this order.
    #[serde(default)]
    #[schema(value_type = Vec<words::OrderId>, max_items = 75)]
    add: Vec<String>,
    /// Orders that wait for another batch from then on.
    #[serde(default)]
    #[schema(value_type = Vec<words::OrderId>, max_items = 75)]
    remove: Vec<String>,
}

/// A batch with other orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Regrouped {
    /// The batch.
    batch: BatchView,
    /// How many orders came, left or have another place by this.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Change a batch's orders.
///
/// Takes orders into a batch that was not picked up, and out of a batch what its driver
/// does not have. An order is in one batch at a time: to move it, take it out of the one
/// first. What is in the batch already is not added again, and what is not in it is not
/// taken out. The seller's staff and administrators may call it.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/orders", tag = "Delivery", security(("bearer" = [])),
    request_body = Regroup,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
