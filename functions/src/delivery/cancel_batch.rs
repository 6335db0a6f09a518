use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp, StepTime,
    delivery::{access::batch_to_manage, change_batch},
};
use docket_domain::{BatchCommand, BatchId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::BatchView;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Why a batch is given up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBatch {
    /// Up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// A batch that was given up.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancelledBatch {
    /// The batch.
    batch: BatchView,
    /// How many orders are without a batch by this.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Cancel a batch.
///
/// Gives a batch up before it is picked up. Its orders stay where they are in
/// their preparation, without a batch, and may go into others.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/cancel", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<CancelBatch>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = CancelledBatch), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<CancelBatch>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_manage(&app, &id, actor).await?;
    let reason = body.maybe(&granted, |request, faults| {
        Some(faults.maybe("/reason", request.reason.as_deref()))
    })?;
    let command = BatchCommand::Cancel { reason: reason.flatten() };
    let done =
        change_batch(&app, batch, actor, conditions.expected(), &command, StepTime::NOW).await?;
    let batch = BatchView::new(&done.batch, &done.orders, actor, app.now());
    Ok(tag(done.batch.version, Json(CancelledBatch { batch, orders_affected: done.affected })))
}
