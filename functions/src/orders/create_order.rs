use axum::{Json, extract::State, response::Response};
use docket_app::{
    Granted, Request, SharedApp,
    orders::{PlaceOrder, place_order, who_orders},
};
use docket_domain::{Actor, Order, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    request::CreateOrder,
    view::{OrderView, VerificationView},
};
use crate::http::{ApiError, Body, Caller, IdempotencyKey, Language, Later, Sent, Source, created};

/// A placed order.
#[derive(Serialize, ToSchema)]
pub struct Created {
    /// The order.
    order: OrderView,
    /// Whether the phone must be confirmed.
    verification: VerificationView,
}

/// Place an order.
///
/// Places an order. A guest's stock is held for 15 minutes while a code is on
/// its way to the phone.
#[utoipa::path(
    post, path = "/api/orders", tag = "Orders", request_body = CreateOrder,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body place one order, however often they are sent."),
        ("Accept-Language" = Option<String>, Header, description = "The language that the buyer is written to in: the acceptable tag of the highest weight. Without one, the seller's language."),
    ),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "The order's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed it."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY), (status = TOO_MANY_REQUESTS)),
)]
pub async fn create_order(
    State(app): State<SharedApp>,
    caller: Caller,
    source: Source,
    key: Later<IdempotencyKey>,
    language: Language,
    body: Body<CreateOrder>,
) -> Result<Response, ApiError> {
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let language = language.tag();
    let read = body.read(&granted, |request, faults| request.read(language, app.now(), faults));
    let Sent { value: draft, digest } = read?;
    let who = who_orders(&app, &caller, std::slice::from_ref(&draft))?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: who.key_owner,
        route: "create-order",
        key: &key,
        body: digest,
    };
    let guest = (!who.trusted).then_some(&*source);
    let (customer, actor) = (who.customer, &who.actor);
    let order = PlaceOrder { request, draft: &draft, customer, actor, guest, template: None };
    let placed = place_order(&app, &order).await?;
    Ok(answer(&placed, actor, guest.is_some(), &app.stamp()?))
}

/// An order that was placed, or had been.
pub fn answer(
    placed: &docket_app::Idempotent<Order>,
    actor: &Actor,
    guest: bool,
    stamp: &Stamp,
) -> Response {
    let docket_app::Idempotent { value: order, replayed } = placed;
    let body = Created {
        order: shown(order, actor, guest, stamp),
        verification: VerificationView::of(order),
    };
    created(order.version, &format!("/api/orders/{}", order.id), Json(body), *replayed)
}

/// A placed order as it is answered. A guest, who has shown neither to be the
/// bearer of its phone nor staff, sees it as that phone's bearer does: it is
/// theirs once the code is given.
pub fn shown(order: &Order, actor: &Actor, guest: bool, stamp: &Stamp) -> OrderView {
    if guest || !order.visible_to(actor) {
        OrderView::for_guest(order, stamp)
    } else {
        OrderView::new(order, std::slice::from_ref(actor), stamp)
    }
}
