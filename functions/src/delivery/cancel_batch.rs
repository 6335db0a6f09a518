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

/// The optional body of a request that cancels a delivery batch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBatch {
    /// The reason for the cancellation, 1 to 1,000 characters. The batch keeps it as `reason`.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// The result of cancelling a delivery batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancelledBatch {
    /// The batch after the cancellation, with the status `CANCELLED`.
    batch: BatchView,
    /// The number of orders that were released from the batch by this request.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Cancel a batch.
///
/// Cancels a delivery batch before it is picked up. Its orders keep their status, are no longer
/// assigned to a batch or a driver, and can be put into other batches. The request needs no body.
///
/// The staff of the batch's seller and administrators may call it. The batch's driver gets 403
/// `forbidden`; callers who cannot see the batch get 404 `not_found`.
///
/// Errors:
///
/// - 409 `conflict` with the reason `picked_up`: the driver has the batch or at least one of its
///   orders.
/// - 409 `conflict` with the reason `batch_over`: the batch is already completed or cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/cancel", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<CancelBatch>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
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
