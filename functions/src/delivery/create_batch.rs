use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, Faults, Granted, KeyOwner, Request, SharedApp, actor_seller};
use docket_domain::{
    Actor, Batch, BatchDriver, BatchId, BatchPlan, BatchRefusal, MemberId, OneLine, Order, OrderId,
    SellerId,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::{TRIES, changed, committed},
    view::{BatchBody, BatchView},
};
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
    let Sent { value, digest } = body.read(&granted, |it, faults| it.read(actor, faults))?;
    let Asked { seller, orders: wanted, driver: driver_id, zone } = value;
    Granted::only(actor.manages(&seller))?;
    let driver = match &driver_id {
        Some(id) => Some(driver(&app, id, &seller).await?),
        None => None,
    };
    let (ids, route) = (app.keys.ids()?, "create-batch");
    let request =
        Request { ids, caller: KeyOwner::signed_in(actor), route, key: &key, body: digest };
    let mut salt = 0;
    for _ in 0..TRIES {
        let (id, stamp) = (batch_id(&request, salt)?, app.stamp()?);
        let scene = app.store.batch_scene(&id, &seller, &wanted, stamp.now).await?;
        match scene.before {
            Some(before) if request.made(&before.mark)? => {
                let orders = app.store.batch_orders(&before.batch).await?;
                return Ok(answer(&before.batch, &orders, (actor, stamp.now), true));
            }
            Some(_) => {
                salt += 1;
                continue;
            }
            None => {}
        }
        let plan = BatchPlan {
            id,
            number: number(stamp.now, scene.count),
            seller: seller.clone(),
            wanted: &wanted,
            orders: &scene.orders,
            living: &scene.living,
            zone: zone.clone(),
            driver: driver.clone(),
        };
        let change = plan.make(actor, &stamp)?;
        let commit = app.store.create_batch(&change, request.mark()?, scene.count).await?;
        if committed(commit)? {
            let made = changed(change, scene.orders);
            return Ok(answer(&made.batch, &made.orders, (actor, stamp.now), false));
        }
    }
    Err(AppError::Conflict.into())
}

/// A batch as a request asks for it.
struct Asked {
    seller: SellerId,
    orders: Vec<OrderId>,
    driver: Option<MemberId>,
    zone: Option<OneLine<64>>,
}

impl CreateBatch {
    fn read(self, actor: &Actor, faults: &mut Faults) -> Option<Asked> {
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
        Some(Asked { seller: seller?, orders, driver, zone })
    }
}

/// The driver that a request names.
pub async fn driver(app: &App, id: &MemberId, seller: &SellerId) -> Result<BatchDriver, AppError> {
    let member = app.store.member(id).await?;
    let member = member.ok_or(BatchRefusal::NotADriver)?;
    Ok(BatchDriver::of(&member, seller)?)
}

fn batch_id(request: &Request<'_>, salt: u8) -> Result<BatchId, AppError> {
    let id = format!("BAT-{}", request.suffix(salt)?.as_str());
    id.parse().map_err(|_| AppError::Conflict)
}

/// The number of the next batch of a day.
fn number(now: Timestamp, count: u32) -> String {
    let day = now.to_zoned(TimeZone::UTC).date();
    format!("BTH-{:04}{:02}{:02}-{:03}", day.year(), day.month(), day.day(), count + 1)
}

fn answer(
    batch: &Batch,
    orders: &[Order],
    (actor, now): (&Actor, Timestamp),
    replayed: bool,
) -> Response {
    let body = BatchBody { batch: BatchView::new(batch, orders, actor, now) };
    let path = format!("/api/delivery/batches/{}", batch.id);
    created(batch.version, &path, Json(body), replayed)
}
