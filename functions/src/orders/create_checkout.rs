use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Granted, SharedApp,
    orders::{Customers, PlaceCheckout, place_checkout, who_orders},
};
use docket_domain::{LanguageTag, Links, Order, OrderDraft, Stamp};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    create_order::shown,
    request::{CheckoutPart, CustomerRequest},
    view::{OrderView, VerificationView},
};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Language, Later, Sent, Source, created},
    openapi::{samples, words},
};

/// Orders of one customer with several sellers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::create_checkout)]
pub struct CreateCheckout {
    /// What is ordered from each seller, up to 10 different ones.
    #[schema(min_items = 1, max_items = 10)]
    sellers: Vec<CheckoutPart>,
    /// Who orders.
    customer: CustomerRequest,
}

/// A placed checkout.
#[derive(Serialize, ToSchema)]
pub struct CheckedOut {
    /// The orders, which belong together.
    checkout: CheckoutView,
    /// Whether the phone must be confirmed: one code is for all orders.
    verification: VerificationView,
}

/// Orders that were placed together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutView {
    /// Stands in each of its orders.
    #[schema(value_type = words::GroupId)]
    group_id: String,
    /// One order for each seller, in the order of the request.
    orders: Vec<OrderView>,
}

/// Place orders with several sellers.
///
/// Places one order with each of several sellers, all of them or none. A guest
/// gets one code for all, and gives it at any of the orders.
#[utoipa::path(
    post, path = "/api/checkouts", tag = "Orders", request_body = CreateCheckout,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body place the orders once, however often they are sent."),
        ("Accept-Language" = Option<String>, Header, description = "The language that the buyer is written to in: the acceptable tag of the highest weight. Without one, each seller's language."),
    ),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = CheckedOut, headers(
        ("Location" = String, description = "The path of the first order."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed the orders."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY), (status = TOO_MANY_REQUESTS)),
)]
pub async fn create_checkout(
    State(app): State<SharedApp>,
    caller: Caller,
    source: Source,
    key: Later<IdempotencyKey>,
    language: Language,
    body: Body<CreateCheckout>,
) -> Result<Response, ApiError> {
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let language = language.tag();
    let read = body.read(&granted, |request, faults| request.read(language, app.now(), faults));
    let Sent { value: drafts, digest } = read?;
    let who = who_orders(&app, &caller, &drafts)?;
    let checkout = PlaceCheckout {
        route: "create-checkout",
        key: &key,
        body: digest,
        drafts: &drafts,
        who: &who,
        source: &source,
    };
    let placed = place_checkout(&app, &checkout).await?;
    Ok(answer(&placed.value, &who, &app.stamp()?, placed.replayed))
}

impl CreateCheckout {
    /// Reads the whole request, and names every place at fault.
    fn read(
        self,
        language: Option<LanguageTag>,
        now: Timestamp,
        faults: &mut Faults,
    ) -> Option<Vec<OrderDraft>> {
        let Self { sellers, customer } = self;
        let customer = customer.read(faults);
        if sellers.is_empty() || sellers.len() > Links::MAX_GROUP {
            faults.add("/sellers", format!("must name 1 to {} sellers", Links::MAX_GROUP));
            return None;
        }
        let mut carts: Vec<OrderDraft> = Vec::new();
        for (at, part) in sellers.into_iter().enumerate() {
            faults.within(&format!("/sellers/{at}"), |faults| {
                let cart = part.read(customer.clone(), language.clone(), now, faults)?;
                if carts.iter().any(|it| it.seller == cart.seller) {
                    faults.add("/sellerId", "stands here twice");
                }
                carts.push(cart);
                Some(())
            });
        }
        Some(carts)
    }
}

fn answer(orders: &[Order], who: &Customers, stamp: &Stamp, replayed: bool) -> Response {
    let view = |order| shown(order, &who.actor, !who.trusted, stamp);
    let first = orders.first();
    let holding = orders.iter().find(|order| order.hold.is_some()).or(first);
    let body = CheckedOut {
        checkout: CheckoutView {
            group_id: first.and_then(|it| it.links.group_id()).unwrap_or_default(),
            orders: orders.iter().map(view).collect(),
        },
        verification: holding.map_or(VerificationView::NONE, VerificationView::of),
    };
    let version = first.map_or(1, |order| order.version);
    let path = first.map_or_else(String::new, |order| format!("/api/orders/{}", order.id));
    created(version, &path, Json(body), replayed)
}
