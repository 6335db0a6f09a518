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

/// How a batch is to be delivered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// Each order of the batch with its place.
    #[schema(min_items = 1, max_items = 75)]
    sequence: Vec<Place>,
}

/// An order's place.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// The order.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// From 1 on, each place once.
    #[schema(value_type = words::PositiveCount)]
    sequence: u32,
}

/// Sequence a batch.
///
/// Changes the sequence in which a batch's orders are delivered. All orders of the
/// batch are named. Its driver, the seller's staff and administrators may call it.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/sequence", tag = "Delivery", security(("bearer" = [])),
    request_body = Sequence,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
