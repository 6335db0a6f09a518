use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    delivery::{access::batch_to_drive, change_batch},
};
use docket_domain::{BatchCommand, BatchId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{step_time::step_time, view::BatchView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, tag},
    openapi::words,
};

/// The optional body of a request that completes a delivery batch.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Complete {
    /// The moment at which the batch was completed, for a driver who reports it later because the
    /// device was offline. At most 24 hours ago, and at most 2 minutes in the future to allow for
    /// clock differences. It becomes the time of the step. Defaults to the time of the request.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// The result of completing a delivery batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Completed {
    /// The batch after the request, with the status `COMPLETED`.
    batch: BatchView,
    /// The number of orders that this request moved to delivered. Zero if the batch was already
    /// completed.
    #[schema(value_type = words::Count)]
    orders_delivered: usize,
}

/// Complete a batch.
///
/// Moves every order of the batch that is out for delivery to delivered, and sets the batch to
/// `COMPLETED`. Orders that were already delivered or have ended otherwise are left unchanged.
/// Either all orders are delivered or nothing changes. Completing a completed batch again returns
/// 200 and changes nothing, so the request can be repeated safely. It needs no body.
///
/// The batch's driver and administrators may call it. Staff of the seller get 403 `forbidden`;
/// callers who cannot see the batch get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/happenedAt`: the moment is in the future or more than 24 hours ago.
/// - 409 `conflict` with the reason `not_picked_up`: the batch has not been picked up.
/// - 409 `conflict` with the reason `orders_not_out`: `orderIds` names orders that are not out for
///   delivery.
/// - 409 `conflict` with the reason `batch_over`: the batch is cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/complete", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<Complete>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = Completed), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn complete_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<Complete>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_drive(&app, &id, actor).await?;
    let read = |request: Complete, faults: &mut Faults| {
        Some(step_time(request.happened_at, app.now(), faults))
    };
    let time = body.maybe(&granted, read)?.unwrap_or_default();
    let command = BatchCommand::Complete;
    let done = change_batch(&app, batch, actor, conditions.expected(), &command, time).await?;
    let batch = BatchView::new(&done.batch, &done.orders, actor, app.now());
    Ok(tag(done.batch.version, Json(Completed { batch, orders_delivered: done.moved })))
}
