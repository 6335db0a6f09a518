//! Handler of create-checkout: orders with several sellers, all of them or none.

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

/// Orders of one customer with one or several sellers, to be placed together.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::create_checkout)]
pub struct CreateCheckout {
    /// What is ordered from each seller: 1 to 10 parts, each with a different seller.
    #[schema(min_items = 1, max_items = 10)]
    sellers: Vec<CheckoutPart>,
    /// Contact details of the customer, for the orders of all sellers.
    customer: CustomerRequest,
}

/// The answer to a request that places a checkout.
#[derive(Serialize, ToSchema)]
pub struct CheckedOut {
    /// The placed orders and the identifier that they have in common.
    checkout: CheckoutView,
    /// Whether the orders must be verified with a code, and until when. One code verifies all
    /// orders of the checkout.
    verification: VerificationView,
}

/// The orders of one checkout.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutView {
    /// Identifier of the checkout, which each of its orders has as `groupId`.
    #[schema(value_type = words::GroupId)]
    group_id: String,
    /// One order for each seller, in the sequence of `sellers` in the request.
    orders: Vec<OrderView>,
}

/// Place orders with several sellers.
///
/// Places one order with each of several sellers, all of them or none, in one transaction. Anyone
/// may call it, with or without an access token.
///
/// A caller who is signed in with the customer's phone, or who is an administrator or staff of all
/// the sellers, needs no verification. For any other caller (a guest), the orders get the status
/// `awaiting_verification`, their stock is held for 15 minutes, and one code is sent to the
/// customer's phone. Give that code at any of the orders (`POST /api/orders/{id}/verification`): it
/// verifies them all.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 201 with the orders as they are now and `Idempotent-Replayed: true`, before
/// limits and stock are looked at. The key belongs to the signed-in caller, or for a guest to the
/// phone in the request. Without a key, every request places further orders.
///
/// Errors are those of `POST /api/orders`. Pointers begin with the part of the seller at fault,
/// such as `/sellers/1/items/0/quantity`; `stockIssues` lists products of all sellers.
///
/// - 400 `invalid_request`: a field is missing, unknown or out of range, or a seller appears twice.
/// - 400 `unknown_product`, `mixed_sellers`: a product does not exist, or belongs to another
///   seller.
/// - 400 `voucher_rejected`: a voucher cannot be redeemed.
/// - 401 `unauthenticated` or `token_expired`: an access token was sent and is invalid or expired.
/// - 403 `phone_verification_required`: a seller accepts only verified phones, or unverified orders
///   hold as much stock of a product as they may. Sign in first.
/// - 409 `insufficient_stock`: there is too little of a product, or it is not for sale now.
/// - 409 `seller_paused`: a seller accepts no orders until `pausedUntil`.
/// - 409 `conflict`: concurrent orders changed the customer's limits or a voucher repeatedly; send
///   the request again.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
/// - 429 `too_many_requests`: too many codes were sent to this phone or requested from this
///   network, or the phone has too many unverified or unpaid orders. Wait for `Retry-After`
///   seconds.
#[utoipa::path(
    post, path = "/api/checkouts", tag = "Orders", request_body = CreateCheckout,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry safe, \
            1 to 255 visible ASCII characters: requests with this key and the same body place \
            the orders once."),
        ("Accept-Language" = Option<String>, Header, description = "Language of messages to the \
            customer: the acceptable tag of the highest weight (RFC 9110). Default: each \
            seller's language."),
    ),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = CheckedOut, headers(
        ("Location" = String, description = "Path of the first order, `/api/orders/{id}`."),
        ("Idempotent-Replayed" = String, description = "`true` if an earlier request placed the \
            orders; absent otherwise."),
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
                    faults.add("/sellerId", "must not repeat the seller of an earlier part");
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
