use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Idempotent, KeyOwner, Request, SharedApp,
    orders::{self, Split, order_to_split},
};
use docket_domain::{Order, OrderId, Quantity, SplitItem, SplitWhich};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, IdempotencyKey, Later, Sent, created},
    openapi::{samples, words},
};

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

/// Split an order.
///
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
    let (order, granted) = order_to_split(&app, id, who).await?;
    let key = key.read(&granted)?;
    let Sent { value: items, digest } = body.read(&granted, SplitOrder::read)?;
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "split-order");
    let request = Request { ids, caller, route, key: &key, body: digest };
    let expected = conditions.expected();
    let Idempotent { value: Split { kept, made }, replayed } =
        orders::split_order(&app, order, who, expected, &items, &request).await?;
    let stamp = app.stamp()?;
    let body = SplitBody {
        order: OrderView::new(&kept, who, &stamp),
        split_order: OrderView::new(&made, who, &stamp),
    };
    let path = format!("/api/orders/{}", made.id);
    Ok(created(made.version, &path, Json(body), replayed))
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
