use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Granted, Idempotent, KeyOwner, Request, SharedApp, actor_seller,
    delivery::{self, BatchDraft, CreatedBatch},
};
use docket_domain::{Actor, Batch, BatchRefusal};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{BatchBody, BatchView};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, created, named_seller},
    openapi::{samples, words},
};

/// A batch to be put together.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_batch)]
pub struct CreateBatch {
    /// Whose orders; the caller's own seller unless given.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The same as `sellerId`.
    #[schema(value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// Orders of one zone that are being prepared or ready, up to 75, in the
    /// order of their delivery.
    #[schema(value_type = Vec<words::OrderId>, min_items = 1, max_items = 75)]
    order_ids: Vec<String>,
    /// Who brings them; may be said later.
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// The zone; that of the orders unless given.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
}

/// Create a batch.
///
/// Puts a batch together, of orders that a driver brings in one tour. An
/// order is in one batch at a time.
#[utoipa::path(
    post, path = "/api/delivery/batches", tag = "Delivery", security(("bearer" = [])),
    request_body = CreateBatch,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body make one batch.")),
    responses((status = CREATED, body = BatchBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_batch(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateBatch>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_staff(actor)?;
    let key = key.read(&granted)?;
    let sent = body.read(&granted, |it, faults| it.read(actor, faults))?;
    let Sent { value: draft, digest } = sent;
    let (ids, route) = (app.keys.ids()?, "create-batch");
    let request =
        Request { ids, caller: KeyOwner::signed_in(actor), route, key: &key, body: digest };
    let Idempotent { value: CreatedBatch { batch, orders }, replayed } =
        delivery::create_batch(&app, &draft, actor, &request).await?;
    let body = BatchBody { batch: BatchView::new(&batch, &orders, actor, app.now()) };
    let path = format!("/api/delivery/batches/{}", batch.id);
    Ok(created(batch.version, &path, Json(body), replayed))
}

impl CreateBatch {
    fn read(self, actor: &Actor, faults: &mut Faults) -> Option<BatchDraft> {
        let (seller, kitchen) = (self.seller_id.as_deref(), self.kitchen_id.as_deref());
        let (pointer, named) = named_seller(seller, kitchen, faults);
        let seller = actor_seller(named, actor, pointer, faults);
        // More than a batch may have are refused before they are all looked up.
        if self.order_ids.len() > Batch::MAX_ORDERS {
            faults.add("/orderIds", BatchRefusal::Size);
        }
        let orders = faults.parse_all("/orderIds", &self.order_ids);
        let driver = faults.maybe("/driverId", self.driver_id.as_deref());
        let zone = faults.maybe("/zoneId", self.zone_id.as_deref());
        Some(BatchDraft { seller: seller?, orders, driver, zone })
    }
}
