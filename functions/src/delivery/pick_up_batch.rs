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

/// How a batch is picked up.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PickUp {
    /// Whether to leave orders behind that are not ready.
    #[serde(default)]
    partial: bool,
    /// When the step was made, if a driver without signal reports it afterwards. At most
    /// 24 hours ago; it becomes the step's time.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// A batch that was picked up.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PickedUp {
    /// The batch.
    batch: BatchView,
    /// How many orders are out for delivery by this request: 0 when the batch
    /// was picked up already.
    #[schema(value_type = words::Count)]
    orders_updated: usize,
}

/// Pick up a batch.
///
/// Takes a batch along, for its driver: every order is picked up and out for
/// delivery. Orders that are not ready are named and nothing happens, unless
/// they are to be left behind; those may then go into another batch. Picking up again
/// what was picked up answers 200 and changes nothing.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/pickup", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<PickUp>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
