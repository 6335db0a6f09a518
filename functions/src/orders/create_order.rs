//! Handler of create-order.

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

/// The answer to a request that places an order.
#[derive(Serialize, ToSchema)]
pub struct Created {
    /// The order as it is now, also if an earlier request with this key placed it.
    order: OrderView,
    /// Whether the order must be verified with a code, and until when.
    verification: VerificationView,
}

/// Place an order.
///
/// Places an order with one seller and reserves its stock. Anyone may call it, with or without an
/// access token.
///
/// - A caller who is signed in with the customer's phone, or as the seller's staff or an
///   administrator, needs no verification. The order gets the first status of its lifecycle.
/// - For any other caller (a guest), the order gets the status `awaiting_verification` and a code
///   is sent to the customer's phone. The stock is held for 15 minutes. Verify the order with
///   `POST /api/orders/{id}/verification`; an order that is not verified in time is cancelled, and
///   its stock and vouchers are released.
///
/// Prices, charges and tax are taken from the catalogue of the seller. Stock, vouchers and the
/// order are committed in one transaction. If the seller requires payment first (`payment.first`),
/// the seller gets the order only once it is paid.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 201 with the order as it is now and `Idempotent-Replayed: true`, before
/// limits and stock are looked at. The key belongs to the signed-in caller, or for a guest to the
/// phone in the order. Without a key, every request places another order.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing, unknown or out of range; the seller or the zone
///   does not exist; the seller does not offer the fulfilment method; the items are below the
///   seller's minimum; the caller may not set `urgent`; codes are not sent to the country of the
///   guest's phone.
/// - 400 `unknown_product`, `mixed_sellers`: a product does not exist, or belongs to another
///   seller.
/// - 400 `voucher_rejected`: a voucher cannot be redeemed; `errors` says which and why.
/// - 401 `unauthenticated` or `token_expired`: an access token was sent and is invalid or expired.
/// - 403 `phone_verification_required`: the seller accepts only verified phones, or unverified
///   orders hold as much stock of a product as they may. Sign in first.
/// - 409 `insufficient_stock`: `stockIssues` lists every product of which there is too little or
///   which is not for sale now.
/// - 409 `seller_paused`: the seller accepts no orders until `pausedUntil`.
/// - 409 `conflict`: concurrent orders changed the customer's limits or a voucher repeatedly; send
///   the request again.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
/// - 429 `too_many_requests`: too many codes were sent to this phone or requested from this
///   network, or the phone has too many unverified or unpaid orders. Wait for `Retry-After`
///   seconds.
#[utoipa::path(
    post, path = "/api/orders", tag = "Orders", request_body = CreateOrder,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry safe, \
            1 to 255 visible ASCII characters: requests with this key and the same body place \
            one order."),
        ("Accept-Language" = Option<String>, Header, description = "Language of messages to the \
            customer: the acceptable tag of the highest weight (RFC 9110). Default: the seller's \
            language."),
    ),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "Path of the order, `/api/orders/{id}`."),
        ("Idempotent-Replayed" = String, description = "`true` if an earlier request placed the \
            order; absent otherwise."),
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

/// The answer of a route that places an order, for a new order and for a replayed request.
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

/// The view of a placed order for its caller. A guest, who has proven neither to hold the phone nor
/// to be staff, sees it as the holder of that phone does: only the code is still missing.
pub fn shown(order: &Order, actor: &Actor, guest: bool, stamp: &Stamp) -> OrderView {
    if guest || !order.visible_to(actor) {
        OrderView::for_guest(order, stamp)
    } else {
        OrderView::new(order, std::slice::from_ref(actor), stamp)
    }
}
