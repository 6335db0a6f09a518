use axum::{Json, extract::State, response::Response};
use docket_domain::{Actor, Change, Order, OrderId, Quantity, SplitItem, SplitWhich, Stamp};
use docket_store::{Saved, StoredOrder, Together};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    change::{manager, sees},
    view::OrderView,
};
use crate::{
    App, SharedApp,
    http::{
        ApiError, ApiJson, ApiPath, Caller, Conditions, FieldError, IdempotencyKey, KeyOwner,
        Request, created,
    },
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
    key: IdempotencyKey,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    ApiJson { value, digest }: ApiJson<SplitOrder>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let items = read(&value.items)?;
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "split-order");
    let request = Request { ids, caller, route, key: &key, body: digest };
    let mut salt = 0;
    for _ in 0..TRIES {
        let new = id.beside(request.suffix(salt)?);
        let found = app.store.find_orders(&[id, new]).await?;
        let part = |wanted: OrderId| found.iter().find(|it| it.order.id == wanted);
        let old = part(id).map(|it| &it.order).filter(|order| sees(order, who));
        let old = old.ok_or(ApiError::NotFound)?;
        let manager = manager(old, who)?;
        let stamp = app.stamp()?;
        match part(new) {
            // The new order is the receipt: it is there once the split is done.
            Some(made) if request.made(&made.mark)? => {
                return Ok(answer(old, &made.order, who, &stamp, true));
            }
            Some(_) => {
                salt += 1;
                continue;
            }
            None => conditions.check(old.version)?,
        }
        let split = old.split(&items, new, manager, &stamp)?;
        let made = StoredOrder { order: split.made, mark: request.mark()? };
        let changes = [(old.clone(), split.kept)];
        if commit(&app, &changes, &made).await? == Saved::Done {
            return Ok(answer(&changes[0].1.order, &made.order, who, &stamp, false));
        }
    }
    Err(ApiError::Conflict)
}

async fn commit(
    app: &App,
    changes: &[(Order, Change)],
    made: &StoredOrder,
) -> Result<Saved, ApiError> {
    let made = Some((made, app.settings.order_shards));
    Ok(app.store.commit_together(&Together { changes, made, recorded: None }).await?)
}

/// Reads the part, and names every place at fault.
fn read(items: &[SplitItemRequest]) -> Result<Vec<SplitItem>, ApiError> {
    if items.len() > Order::MAX_LINES {
        let detail = format!("must have 1 to {} lines", Order::MAX_LINES);
        return Err(FieldError::at("/items", detail).into());
    }
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let which = match (&item.product_id, item.line) {
            (Some(product), None) => product
                .parse()
                .map(SplitWhich::Product)
                .map_err(|error| FieldError::at(format!("/items/{at}/productId"), error)),
            (None, Some(line)) => Ok(SplitWhich::Line(line)),
            (Some(_), Some(_)) | (None, None) => {
                Err(FieldError::at(format!("/items/{at}"), "takes either productId or line"))
            }
        };
        let quantity = Quantity::new(item.quantity)
            .map_err(|error| FieldError::at(format!("/items/{at}/quantity"), error));
        match (which, quantity) {
            (Ok(which), Ok(quantity)) => read.push(SplitItem { which, quantity }),
            (which, quantity) => faults.extend([which.err(), quantity.err()].into_iter().flatten()),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(ApiError::Invalid(faults)) }
}

fn answer(kept: &Order, made: &Order, who: &[Actor], stamp: &Stamp, replayed: bool) -> Response {
    let body = SplitBody {
        order: OrderView::new(kept, who, stamp),
        split_order: OrderView::new(made, who, stamp),
    };
    let path = format!("/api/orders/{}", made.id);
    created(made.version, &path, Json(body), replayed)
}
