//! Handler of update-order: changes the content of an order.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    orders::{self, access::order_to_update},
};
use docket_domain::{Edit, Order, OrderId, OrderUpdate};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    fulfilment_request::{FulfilmentRequest, read_fulfilment},
    request::{ItemRequest, PriorityName, read_cart},
    view::{OrderBody, OrderView},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, edit, present, tag},
    openapi::{samples, words},
};

/// Fields of an order to change. A field that is absent is not changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_order)]
pub struct UpdateOrder {
    /// Line items that replace all line items of the order: 1 to 50, with at most 200 add-ons in
    /// all line items together. Units that the order already has keep their price; added units get
    /// the price of the catalogue. Absent: not changed.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_items = 1, max_items = 50, nullable = false)]
    items: Option<Vec<ItemRequest>>,
    /// Fulfilment that replaces the present one completely, address and requested time included.
    /// Absent: not changed.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    fulfilment: Option<FulfilmentRequest>,
    /// Message of the customer to the seller, up to 1,000 characters. Null removes it; absent: not
    /// changed.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    notes: Edit<String>,
    /// Priority of the order. Only the seller's staff and administrators may set `urgent`. Absent:
    /// not changed.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::PriorityName, required = false)]
    priority: Option<PriorityName>,
    /// Internal notes, up to 1,000 characters. Only the seller's staff and administrators see them
    /// and may change them. Null removes them; absent: not changed.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    internal_notes: Edit<String>,
}

/// Update an order.
///
/// Changes line items, fulfilment, notes or priority of an order, and returns the order. Its buyer
/// may call it while the phase is `open`; its seller's staff and administrators until the order has
/// ended. Line items can be changed only in the early statuses of a lifecycle, those in which a
/// cancellation returns the stock: for kitchens until preparation begins, for producers until the
/// order is ready, for shops and marketplaces until it is shipped.
///
/// Stock, vouchers, charges, tax and total are recalculated and committed in one transaction. If
/// the total falls below what was paid, a refund of the difference is requested. A request that
/// changes nothing answers 200 with an unchanged version.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is unknown or out of range; the zone does not exist; the seller
///   does not offer the fulfilment method; a buyer's items are below the seller's minimum; the
///   caller may not set `urgent`.
/// - 400 `unknown_product`, `mixed_sellers`: a product does not exist, or belongs to another
///   seller.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order but not update it, or is a buyer who changes
///   `internalNotes`.
/// - 403 `phone_verification_required`: unverified orders hold as much stock of a product as they
///   may.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `insufficient_stock`: `stockIssues` lists every product of which there is too little or
///   which is not for sale now.
/// - 409 `conflict`, with one of these values of `reason`: `not_verified` (the buyer has to verify
///   the order first), `role_not_allowed` (the order is past the phase `open`, so that only the
///   seller can change it), `status_not_changeable` (the order has ended), `items_not_changeable`
///   (line items cannot be changed in this status), `on_its_way` (the fulfilment of an order in
///   transit cannot be changed), `in_a_batch` (the method and the zone of an order in a batch
///   cannot be changed), `merged` (the order was merged into the order named in `orderIds`),
///   `voucher_uses` (a voucher has fewer uses on record than would be given back; `voucher` names
///   it), `changed_meanwhile` (concurrent requests changed the order repeatedly; send the request
///   again).
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    put, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    request_body = UpdateOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_order(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<UpdateOrder>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_update(&app, id, who).await?;
    let now = app.now();
    let update =
        body.read(&granted, |request, faults| Some(request.read(&order, now, faults)))?.value;
    let updated = orders::update_order(&app, order, who, conditions.expected(), &update);
    let order = Box::pin(updated).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

impl UpdateOrder {
    /// Reads the whole request, and names every place at fault.
    fn read(self, old: &Order, now: Timestamp, faults: &mut Faults) -> OrderUpdate {
        let old = &old.fulfilment;
        let cart = self.items.as_deref().map(|items| read_cart(items, faults));
        let fulfilment = self.fulfilment.as_ref().map(|it| read_fulfilment(it, Some(old), faults));
        let notes = faults.edit("/notes", self.notes);
        let internal_notes = faults.edit("/internalNotes", self.internal_notes);
        let priority = self.priority.map(Into::into);
        let fulfilment = fulfilment.flatten();
        if let Some(error) = fulfilment.as_ref().and_then(|it| it.check_change(old, now).err()) {
            faults.add("/fulfilment/requestedFor", error);
        }
        OrderUpdate { cart, fulfilment, notes, priority, internal_notes }
    }
}
