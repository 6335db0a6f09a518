use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp, StepTime,
    delivery::{access::batch_to_sequence, change_batch},
};
use docket_domain::{Batch, BatchCommand, BatchId, BatchRefusal, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{BatchBody, BatchView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// A new delivery sequence for all orders of a batch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// Every order of the batch, each once, with its place. The places must be the numbers from 1
    /// to the number of orders.
    #[schema(min_items = 1, max_items = 75)]
    sequence: Vec<Place>,
}

/// The place of one order in the delivery sequence.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// The identifier of an order of the batch.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// The place of the order in the delivery sequence, from 1. Each place is used once.
    #[schema(value_type = words::PositiveCount)]
    sequence: u32,
}

/// Sequence a batch.
///
/// Changes the sequence in which the orders of a batch are delivered. The request names every order
/// of the batch with its place. The sequence can be changed until the batch is completed or
/// cancelled, also during the tour.
///
/// The batch's driver, the seller's staff and administrators may call it; callers who cannot see
/// the batch get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/sequence`: an order of the batch is missing, an order is not in the
///   batch, or the places are not 1 to the number of orders.
/// - 409 `conflict` with the reason `batch_over`: the batch is completed or cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/sequence", tag = "Delivery", security(("bearer" = [])),
    request_body = Sequence,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = BatchBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn sequence_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<Sequence>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_sequence(&app, &id, actor).await?;
    let command = BatchCommand::Sequence(body.read(&granted, Sequence::read)?.value);
    let done =
        change_batch(&app, batch, actor, conditions.expected(), &command, StepTime::NOW).await?;
    let body = BatchBody { batch: BatchView::new(&done.batch, &done.orders, actor, app.now()) };
    Ok(tag(done.batch.version, Json(body)))
}

impl Sequence {
    fn read(self, faults: &mut Faults) -> Option<Vec<(OrderId, u32)>> {
        if self.sequence.len() > Batch::MAX_ORDERS {
            faults.add("/sequence", BatchRefusal::NotAPermutation);
            return None;
        }
        let place = |(at, place): (usize, &Place)| {
            let order = faults.parse(&format!("/sequence/{at}/orderId"), &place.order_id)?;
            Some((order, place.sequence))
        };
        Some(self.sequence.iter().enumerate().filter_map(place).collect())
    }
}
