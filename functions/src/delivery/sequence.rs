use axum::{Json, extract::State, response::Response};
use docket_domain::{Batch, BatchCommand, BatchId, BatchRefusal, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::change,
    view::{BatchBody, BatchView},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiJson, ApiPath, Caller, Conditions, FieldError, tag},
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

/// Puts a batch's orders into another order of delivery.
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
    ApiJson { value, .. }: ApiJson<Sequence>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let command = BatchCommand::Sequence(places(&value.sequence)?);
    let done = change(&app, &id, actor, &conditions, &command).await?;
    let body = BatchBody { batch: BatchView::new(&done.batch, &done.orders, actor, app.now()) };
    Ok(tag(done.batch.version, Json(body)))
}

fn places(sequence: &[Place]) -> Result<Vec<(OrderId, u32)>, ApiError> {
    if sequence.len() > Batch::MAX_ORDERS {
        return Err(BatchRefusal::NotAPermutation.into());
    }
    let place = |(at, place): (usize, &Place)| {
        let pointer = format!("/sequence/{at}/orderId");
        let order = place.order_id.parse().map_err(|error| FieldError::at(pointer, error))?;
        Ok((order, place.sequence))
    };
    sequence.iter().enumerate().map(place).collect()
}
