use axum::{Extension, Json, extract::State};
use docket_app::{
    SharedApp,
    delivery::{BatchWithOrders, read_batch},
};
use docket_domain::BatchId;

use super::view::{BatchBody, BatchView};
use crate::{
    http::{ApiError, ApiPath, Caller, Version},
    openapi::words,
};

/// Get a batch.
///
/// Returns a delivery batch with its orders in delivery sequence, including addresses, customers
/// and open delivery problems.
///
/// The staff of the batch's seller, its driver and administrators may call it. Everybody else gets
/// 404 `not_found`, as if the batch did not exist.
///
/// The `ETag` changes when the batch or anything shown of its orders changes. It begins with the
/// batch's version, so it can be sent as `If-Match` with changes of the batch.
#[utoipa::path(
    get, path = "/api/delivery/batches/{batchId}", tag = "Delivery", security(("bearer" = [])),
    params(("batchId" = inline(words::BatchId), Path, description = "The identifier (`id`) of the batch.")),
    responses((status = OK, body = BatchBody)),
)]
pub async fn get_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<BatchId>,
) -> Result<(Extension<Version>, Json<BatchBody>), ApiError> {
    let actor = caller.signed_in()?;
    let BatchWithOrders { batch, orders, drivers } = read_batch(&app, &id, actor).await?;
    let view = BatchView::named(&batch, &orders, (actor, app.now()), &drivers);
    let body = BatchBody { batch: view };
    // An order may move without its batch, and the tag with both.
    Ok((Extension(Version(batch.version)), Json(body)))
}
