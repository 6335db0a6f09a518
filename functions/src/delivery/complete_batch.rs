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

/// How a batch is completed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Complete {
    /// When the step was made, if a driver without signal reports it afterwards. At most
    /// 24 hours ago; it becomes the step's time.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// A batch that is over.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Completed {
    /// The batch.
    batch: BatchView,
    /// How many orders were delivered by this request: 0 when the batch was
    /// completed already.
    #[schema(value_type = words::Count)]
    orders_delivered: usize,
}

/// Complete a batch.
///
/// Delivers what is out for delivery, and ends the batch. Orders that cannot
/// be delivered are named, and nothing happens. Completing again answers 200 and
/// changes nothing.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/complete", tag = "Delivery", security(("bearer" = [])),
    request_body = Option<Complete>,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
