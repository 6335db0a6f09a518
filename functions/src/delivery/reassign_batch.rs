use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    delivery::{self, access::batch_to_manage},
};
use docket_domain::{BatchId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::BatchView;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Who is to bring a batch.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reassign {
    /// A driver of the batch's seller.
    #[schema(value_type = words::MemberId)]
    driver_id: String,
}

/// A batch with another driver.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reassigned {
    /// The batch.
    batch: BatchView,
    /// How many orders have another driver by this.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Assign a driver.
///
/// Gives a batch to a driver of its seller: the first one, or another in that one's
/// place. The seller's staff and administrators may call it.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/reassign", tag = "Delivery", security(("bearer" = [])),
    request_body = Reassign,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The batch."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Reassigned), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn reassign_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<BatchId>,
    body: Body<Reassign>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (batch, granted) = batch_to_manage(&app, &id, actor).await?;
    let driver_id = body.read(&granted, |it, faults| faults.parse("/driverId", &it.driver_id));
    let (expected, driver): (_, MemberId) = (conditions.expected(), driver_id?.value);
    let done = delivery::reassign_batch(&app, batch, actor, expected, &driver).await?;
    let batch = BatchView::new(&done.batch, &done.orders, actor, app.now());
    Ok(tag(done.batch.version, Json(Reassigned { batch, orders_affected: done.affected })))
}
