//! Handler of split-order.

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

/// The part of an order that becomes an order of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::split_order)]
pub struct SplitOrder {
    /// Line items that move to the new order, 1 to 50. Each line item of the order may be named
    /// once, and something must be left in the order.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<SplitItemRequest>,
}

/// A line item that moves to the new order. Name it by either `productId` or `line`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SplitItemRequest {
    /// Identifier of the product, if only one line item of the order has it. Absent if `line` is
    /// given.
    #[schema(value_type = Option<words::ProductId>)]
    product_id: Option<String>,
    /// Position of the line item in `items` of the order, counted from 0. Absent if `productId` is
    /// given.
    #[schema(value_type = Option<words::Count>)]
    line: Option<usize>,
    /// Number of units that move, from 1 to the quantity of the line item.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// An order that was split, and the new order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SplitBody {
    /// The order that was split, with what is left in it.
    order: OrderView,
    /// The new order, with the line items that were moved.
    split_order: OrderView,
}

/// Split an order.
///
/// Moves some line items of an order into a new order with the same customer, fulfilment and
/// status, and returns both. The seller's staff and administrators may call it. Discount, charges,
/// tax and payments are divided in proportion to the prices, to the last minor unit; stock moves
/// with the line items. The uses of vouchers are counted with the original order. The orders refer
/// to each other by `splitInto` and `splitFrom`.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 201 with both orders as they are now and carries
/// `Idempotent-Replayed: true`. A key belongs to its caller. Without a key, every request counts.
///
/// Errors:
///
/// - 400 `invalid_request`: a line item is not in the order, is ambiguous, is named twice or has
///   fewer units; no line item is named, or nothing would be left.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `status_not_divisible` (the order is not
///   verified or not paid as required, has ended, is in a batch, was merged, has a payment or a
///   refund under way, or was split 20 times), `changed_meanwhile` (concurrent requests changed the
///   order repeatedly; send the request again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
#[utoipa::path(
    post, path = "/api/orders/{id}/split", tag = "Orders", security(("bearer" = [])),
    request_body = SplitOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry safe, \
            1 to 255 visible ASCII characters: requests with this key and the same body split \
            the order once."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = CREATED, body = SplitBody, headers(
        ("Location" = String, description = "Path of the new order, `/api/orders/{id}`."),
        ("Idempotent-Replayed" = String, description = "`true` if an earlier request split the \
            order; absent otherwise."),
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
    /// Reads the part to split off, and names every place at fault.
    fn read(self, faults: &mut Faults) -> Option<Vec<SplitItem>> {
        if self.items.len() > Order::MAX_LINES {
            faults.add("/items", format!("must name 1 to {} lines", Order::MAX_LINES));
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
                faults.add("", "must have either `productId` or `line`");
                None
            }
        };
        Some(SplitItem { which: which?, quantity: quantity? })
    }
}
