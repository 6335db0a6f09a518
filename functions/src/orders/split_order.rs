use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, Faults, Granted, KeyOwner, Request, SharedApp};
use docket_domain::{Actor, Change, Order, OrderId, Quantity, SplitItem, SplitWhich, Stamp};
use docket_store::{Saved, StoredOrder, Together};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    change::{manager, sees},
    view::OrderView,
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, IdempotencyKey, Later, Sent, created},
    openapi::{samples, words},
};

/// How often a lost race for an order is run again.
const TRIES: usize = 5;

/// What of an order is to become an order of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::split_order)]
pub struct SplitOrder {
    /// The part, each line once.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<SplitItemRequest>,
}

/// A line of the part.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SplitItemRequest {
    /// The product, if only one line of the order has it.
    #[schema(value_type = Option<words::ProductId>)]
    product_id: Option<String>,
    /// Or the line, counted from 0.
    #[schema(value_type = Option<words::Count>)]
    line: Option<usize>,
    /// How many of it, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// An order that was split.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SplitBody {
    /// What is left of it.
    order: OrderView,
    /// The new order.
    split_order: OrderView,
}

/// Makes a part of an order an order of its own, in the same status. Discount,
/// charges and what was paid are divided as the prices are, and nothing is
/// lost.
#[utoipa::path(
    post, path = "/api/orders/{id}/split", tag = "Orders", security(("bearer" = [])),
    request_body = SplitOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body split the order once."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = CREATED, body = SplitBody, headers(
        ("Location" = String, description = "The new order's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request split it."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn split_order(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<SplitOrder>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let mut seen = Some(seen(&app, id, who).await?);
    let granted = Granted::only(who.iter().any(|actor| {
        seen.iter().any(|order| order.visible_to(actor) && actor.manages(&order.seller))
    }))?;
    let key = key.read(&granted)?;
    let Sent { value: items, digest } = body.read(&granted, SplitOrder::read)?;
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "split-order");
    let request = Request { ids, caller, route, key: &key, body: digest };
    let mut salt = 0;
    for _ in 0..TRIES {
        let new = id.beside(request.suffix(salt)?);
        let old = match seen.take() {
            Some(order) => order,
            None => self::seen(&app, id, who).await?,
        };
        let manager = manager(&old, who)?;
        let stamp = app.stamp()?;
        match app.store.find_orders(&[new]).await?.first() {
            // The new order is the receipt: it is there once the split is done.
            Some(made) if request.made(&made.mark)? => {
                // Read before the receipt, the order may be whole.
                let old = self::seen(&app, id, who).await?;
                return Ok(answer(&old, &made.order, who, &stamp, true));
            }
            Some(_) => {
                salt += 1;
                continue;
            }
            None => conditions.expected().check(old.version)?,
        }
        let split = old.split(&items, new, manager, &stamp)?;
        let made = StoredOrder { order: split.made, mark: request.mark()? };
        let changes = [(old, split.kept)];
        if commit(&app, &changes, &made).await? == Saved::Done {
            return Ok(answer(&changes[0].1.order, &made.order, who, &stamp, false));
        }
    }
    Err(AppError::Conflict.into())
}

/// The order, for who may see it.
async fn seen(app: &App, id: OrderId, who: &[Actor]) -> Result<Order, AppError> {
    let found = app.store.find_orders(&[id]).await?.into_iter().next().map(|it| it.order);
    found.filter(|order| sees(order, who)).ok_or(AppError::NotFound)
}

async fn commit(
    app: &App,
    changes: &[(Order, Change)],
    made: &StoredOrder,
) -> Result<Saved, AppError> {
    let made = Some((made, app.settings.order_shards));
    Ok(app.store.commit_together(&Together { changes, made, recorded: None }).await?)
}

impl SplitOrder {
    /// Reads the part, and names every place at fault.
    fn read(self, faults: &mut Faults) -> Option<Vec<SplitItem>> {
        if self.items.len() > Order::MAX_LINES {
            faults.add("/items", format!("must have 1 to {} lines", Order::MAX_LINES));
            return None;
        }
        let read = |(at, item): (usize, &SplitItemRequest)| {
            faults.within(&format!("/items/{at}"), |faults| item.read(faults))
        };
        // What cannot be read is among the faults.
        Some(self.items.iter().enumerate().filter_map(read).collect())
    }
}

impl SplitItemRequest {
    fn read(&self, faults: &mut Faults) -> Option<SplitItem> {
        let quantity = faults.note_error("/quantity", Quantity::new(self.quantity));
        let which = match (&self.product_id, self.line) {
            (Some(product), None) => faults.parse("/productId", product).map(SplitWhich::Product),
            (None, Some(line)) => Some(SplitWhich::Line(line)),
            (Some(_), Some(_)) | (None, None) => {
                faults.add("", "takes either productId or line");
                None
            }
        };
        Some(SplitItem { which: which?, quantity: quantity? })
    }
}

fn answer(kept: &Order, made: &Order, who: &[Actor], stamp: &Stamp, replayed: bool) -> Response {
    let body = SplitBody {
        order: OrderView::new(kept, who, stamp),
        split_order: OrderView::new(made, who, stamp),
    };
    let path = format!("/api/orders/{}", made.id);
    created(made.version, &path, Json(body), replayed)
}
