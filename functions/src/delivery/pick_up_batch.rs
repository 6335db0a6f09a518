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

/// The optional body of a request that picks up a delivery batch.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PickUp {
    /// Whether to remove orders that are not ready from the batch instead of refusing the request.
    /// Defaults to false.
    #[serde(default)]
    partial: bool,
    /// The moment at which the batch was picked up, for a driver who reports it later because the
    /// device was offline. At most 24 hours ago, and at most 2 minutes in the future to allow for
    /// clock differences. It becomes the time of the step. Defaults to the time of the request.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// The result of picking up a delivery batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PickedUp {
    /// The batch after the request, with the status `PICKED_UP` or `IN_PROGRESS`.
    batch: BatchView,
    /// The number of orders that this request moved out for delivery. Zero if the batch was already
    /// picked up.
    #[schema(value_type = words::Count)]
    orders_updated: usize,
}

/// Pick up a batch.
///
/// Moves every order of the batch that is ready through the pick-up status to out for delivery;
/// both steps are recorded in the order's timeline. The batch becomes `PICKED_UP` and gets
/// `pickupTime`. Orders that are not ready prevent the pick-up, unless `partial` is true: then they
/// leave the batch and can be put into another one. Picking up again returns 200 and changes
/// nothing, so the request can be repeated safely. It needs no body.
///
/// The batch's driver and administrators may call it. Staff of the seller get 403 `forbidden`;
/// callers who cannot see the batch get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/happenedAt`: the moment is in the future or more than 24 hours ago.
/// - 409 `conflict` with the reason `no_driver`: no driver is assigned to the batch.
/// - 409 `conflict` with the reason `orders_not_ready`: `orderIds` names the orders that are not
///   ready.
/// - 409 `conflict` with the reason `nothing_to_pick_up`: no order of the batch is ready.
/// - 409 `conflict` with the reason `batch_over`: the batch is completed or cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/pickup", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<PickUp>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = PickedUp), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn pick_up_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<PickUp>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_drive(&app, &id, actor).await?;
    let read = |request: PickUp, faults: &mut Faults| {
        Some((request.partial, step_time(request.happened_at, app.now(), faults)))
    };
    let (partial, time) = body.maybe(&granted, read)?.unwrap_or_default();
    let command = BatchCommand::PickUp { partial };
    let done = change_batch(&app, batch, actor, conditions.expected(), &command, time).await?;
    let batch = BatchView::new(&done.batch, &done.orders, actor, app.now());
    Ok(tag(done.batch.version, Json(PickedUp { batch, orders_updated: done.moved })))
}
