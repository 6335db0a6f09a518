use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, Faults, SharedApp, Shortfall};
use docket_domain::{Actor, Catalogue, Edit, Order, OrderId, OrderUpdate, ProductId, Voucher};
use docket_store::{Shortage, Situation, UpdateOutcome, Wanted};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::{TRIES, decide, found, manages, visible},
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
    let may = |order: &Order, actor: &Actor| order.is_of(actor) || manages(order, actor);
    let (order, granted) = found(&app, id, who, may).await?;
    let now = app.now();
    let update =
        body.read(&granted, |request, faults| Some(request.read(&order, now, faults)))?.value;
    let mut seen = Some(order);
    for _ in 0..TRIES {
        let order = match seen.take() {
            Some(order) => order,
            None => visible(&app, id, who).await?,
        };
        conditions.expected().check(order.version)?;
        let updated = Box::pin(updated(&app, order, &update, who)).await?;
        if let Some(order) = updated {
            let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
            return Ok(tag(order.version, Json(body)));
        }
    }
    Err(AppError::Conflict.into())
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

/// Decides and commits; nothing when somebody else was faster.
async fn updated(
    app: &App,
    order: Order,
    update: &OrderUpdate,
    who: &[Actor],
) -> Result<Option<Order>, AppError> {
    // Who may not change it is told so before anything else is looked at.
    let actor = decide(&order, who, |actor| order.may_update(actor).map(|()| actor))?;
    let stamp = app.stamp()?;
    let situation = if update.needs_catalogue() {
        Some(situation(app, &order, update, stamp.now).await?)
    } else {
        None
    };
    let seller = situation.as_ref().and_then(|it| it.seller.as_ref());
    let vouchers: Vec<Voucher> =
        situation.iter().flat_map(|it| &it.vouchers).map(|it| it.voucher.clone()).collect();
    let products = situation.as_ref().map_or(&[][..], |it| &it.products);
    let catalogue = seller.map(|seller| Catalogue { seller, products, vouchers: &vouchers });
    let Some(change) = order.update(update, catalogue, actor, &stamp)? else {
        return Ok(Some(order));
    };
    let wanted = change.order.lines.clone();
    match app.store.commit_update(&order, change, products).await? {
        UpdateOutcome::Done(order) => Ok(Some(*order)),
        UpdateOutcome::Stale => Ok(None),
        UpdateOutcome::VoucherUses(code) => Err(AppError::VoucherUses(code)),
        UpdateOutcome::TooScattered => Err(AppError::TooScattered),
        UpdateOutcome::HeldOut(product) => {
            Err(docket_domain::PlaceRefusal::HeldOut(product).into())
        }
        UpdateOutcome::Short(short) => {
            let after = Order { lines: wanted, ..order.clone() };
            let short = short.iter().map(|it| shortfall(it, &order, &after)).collect();
            Err(AppError::InsufficientStock(short))
        }
    }
}

async fn situation(
    app: &App,
    order: &Order,
    update: &OrderUpdate,
    now: jiff::Timestamp,
) -> Result<Situation, AppError> {
    let products = update.cart.iter().flatten().map(|line| &line.product).collect();
    let vouchers: Vec<_> = order.vouchers.iter().map(|it| it.code.clone()).collect();
    let wanted = Wanted {
        seller: &order.seller,
        products: &products,
        customer: &order.customer.key,
        guest: false,
        order: None,
        vouchers: &vouchers,
        budget: None,
        now,
    };
    Ok(app.store.situation(&wanted).await?)
}

/// What the order would hold of a product, and could: what it has already is
/// there for it.
fn shortfall(short: &Shortage, before: &Order, after: &Order) -> Shortfall {
    let held = |order: &Order, product: &ProductId| -> u32 {
        let lines = order.lines.iter().filter(|line| line.product == *product);
        lines.map(|line| line.quantity.get()).sum()
    };
    let name = after.lines.iter().find(|line| line.product == short.product);
    let whole = Shortage {
        product: short.product.clone(),
        requested: held(after, &short.product),
        available: short.available + u64::from(held(before, &short.product)),
    };
    Shortfall::new(&whole, name.map_or_else(String::new, |line| line.name.to_string()))
}
