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
    request::{FulfilmentRequest, ItemRequest, PriorityName, read_cart, read_fulfilment},
    view::{OrderBody, OrderView},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, edit, present, tag},
    openapi::{samples, words},
};

/// What is to be changed of an order; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_order)]
pub struct UpdateOrder {
    /// All that it is to hold, instead of all that it held: 1 to 50 lines with
    /// at most 200 extras. What was there keeps its price, what is added has
    /// the catalogue's.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_items = 1, max_items = 50, nullable = false)]
    items: Option<Vec<ItemRequest>>,
    /// How it should reach the buyer, as a whole.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    fulfilment: Option<FulfilmentRequest>,
    /// For the seller, up to 1,000 characters; null empties it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    notes: Edit<String>,
    /// How urgent it is.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::PriorityName, required = false)]
    priority: Option<PriorityName>,
    /// For the seller's staff and administrators, who alone see and write it;
    /// null empties it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    internal_notes: Edit<String>,
}

/// Change an order.
///
/// Changes what an order says. Stock, vouchers, charges and tax follow what it
/// holds, all in one transaction or not at all; what was paid beyond a lower
/// total is to be given back.
#[utoipa::path(
    put, path = "/api/orders/{id}", tag = "Orders", security(("bearer" = [])),
    request_body = UpdateOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
