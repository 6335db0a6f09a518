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

/// The driver to whom a delivery batch is assigned.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reassign {
    /// The member who drives the batch from now on: an active driver of the batch's seller.
    #[schema(value_type = words::MemberId)]
    driver_id: String,
}

/// The result of assigning a driver to a delivery batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reassigned {
    /// The batch after the request, with its new driver.
    batch: BatchView,
    /// The number of orders whose driver changed by this request.
    #[schema(value_type = words::Count)]
    orders_affected: usize,
}

/// Assign a driver.
///
/// Assigns a delivery batch to a driver of its seller, in place of the present driver if there is
/// one. A `PENDING` batch becomes `ASSIGNED`; other statuses do not change. The driver can be
/// replaced until the batch is completed or cancelled, also after the pick-up. The previous driver
/// can no longer see the batch.
///
/// The staff of the batch's seller and administrators may call it. The batch's driver gets 403
/// `forbidden`; callers who cannot see the batch get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/driverId`: the member is not an active driver of the batch's
///   seller.
/// - 409 `conflict` with the reason `batch_over`: the batch is completed or cancelled.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 412 `precondition_failed`: the batch no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/delivery/batches/{batchId}/reassign", tag = "Delivery", security(("bearer" = [])),
    request_body = Reassign,
    params(
        ("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch."),
        ("If-Match" = Option<String>, Header),
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
