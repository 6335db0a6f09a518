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
/// A batch with its orders, for its seller's staff, its driver and
/// administrators.
#[utoipa::path(
    get, path = "/api/delivery/batches/{batchId}", tag = "Delivery", security(("bearer" = [])),
    params(("batchId" = inline(words::BatchId), Path, description = "The batch.")),
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
