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

/// A delivery batch to create.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_batch)]
pub struct CreateBatch {
    /// The seller whose orders are delivered. Defaults to the caller's own seller; administrators
    /// must name one.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// An alias of `sellerId`. If both are given, they must be equal.
    #[schema(value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// The 1 to 75 orders of the batch in delivery sequence, each named once. They must be delivery
    /// orders of this seller, go to one zone, be in the phase `working` or `ready`, and be in no
    /// other batch that is still open.
    #[schema(value_type = Vec<words::OrderId>, min_items = 1, max_items = 75)]
    order_ids: Vec<String>,
    /// The member who drives the batch: an active driver of the seller. If it is absent, the batch
    /// is `PENDING` until a driver is assigned.
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// The delivery zone that all orders must have. Defaults to the zone of the first order; orders
    /// without a zone can be batched together.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
}

/// Create a batch.
///
/// Creates a delivery batch: orders of one seller and one zone that a driver delivers in one tour.
/// The batch starts as `ASSIGNED` if a driver is named, otherwise as `PENDING`. Its orders keep
/// their status; each gets `batchId`, `driverId` and `deliverySequence`. An order is in at most one
/// open batch. Returns 201 with the batch and a `Location` header.
///
/// The seller's staff and administrators may call it; everybody else gets 403 `forbidden`.
///
/// With an `Idempotency-Key`, a repeated request with an equal body returns 201 with the first
/// batch as it is now and `Idempotent-Replayed: true`, and creates nothing.
///
/// Errors:
///
/// - 400 `invalid_request` at `/orderIds`: there are fewer than 1 or more than 75 orders, or one is
///   named twice.
/// - 400 `invalid_request` at `/orderIds/{index}`: the order does not exist, belongs to another
///   seller, is not delivered by the seller's drivers, or goes to another zone.
/// - 400 `invalid_request` at `/driverId`: the member is not an active driver of this seller.
/// - 409 `conflict` with the reason `orders_not_waiting`: `orderIds` names orders that are not in
///   the phase `working` or `ready`.
/// - 409 `conflict` with the reason `orders_in_another_batch`: `orderIds` and `batchIds` name the
///   orders and the batches that they are in.
/// - 409 `conflict` with the reason `histories_too_long` or `changed_meanwhile`: the orders cannot
///   be changed in one transaction, or other requests kept changing them; the second can be
///   retried.
/// - 422 `idempotency_key_reused`: the key was used with another body.
#[utoipa::path(
    post, path = "/api/delivery/batches", tag = "Delivery", security(("bearer" = [])),
    request_body = CreateBatch,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A client-generated key that makes the request safe to retry: requests of \
            one caller with an equal key and an equal body create one batch.")),
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
