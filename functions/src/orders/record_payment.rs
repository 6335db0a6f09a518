//! Handler of record-payment: money that was received outside the payment provider.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Idempotent, KeyOwner, Request, SharedApp,
    orders::{self, Payment, access::order_to_manage},
};
use docket_domain::{Amount, OneLine, OrderId};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::{samples, words},
};

/// Money that was received for an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::record_payment)]
pub struct RecordPayment {
    /// Amount received in minor units of the order's currency, at least 1 and at most
    /// `payment.amountDue` of the order.
    #[schema(value_type = words::PositiveAmount)]
    amount: i64,
    /// How the money was received, such as `cash`; one line of up to 64 characters.
    #[schema(value_type = words::PaymentMethod)]
    method: String,
    /// Reference by which the payment can be found, such as a receipt number; one line of up to 255
    /// characters.
    #[schema(value_type = Option<words::Line>)]
    reference: Option<String>,
}

/// Record a payment.
///
/// Records money that was received for an order outside the payment provider, such as cash or a
/// bank transfer, and returns the order. The seller's staff and administrators may call it. Method
/// and reference are stored in the audit log.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 201 with the order as it is now and carries `Idempotent-Replayed: true`. A
/// key belongs to its caller. Without a key, every request counts.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing, unknown or too long, or `amount` is more than is
///   due; `amountDue` is then the amount that is still due.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `status_takes_no_payment` (the order was
///   cancelled, rejected or has failed), `merged` (the order was merged into the order named in
///   `orderIds`), `changed_meanwhile` (concurrent requests changed the order repeatedly; send the
///   request again).
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
#[utoipa::path(
    post, path = "/api/orders/{id}/payments", tag = "Orders", security(("bearer" = [])),
    request_body = RecordPayment,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry safe, \
            1 to 255 visible ASCII characters: requests with this key and the same body record \
            one payment."),
    ),
    responses((status = CREATED, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn record_payment(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<RecordPayment>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let (key, sent) = (key.read(&granted)?, body.read(&granted, RecordPayment::read)?);
    let Sent { value: payment, digest } = sent;
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "record-payment");
    let request = Request { ids, caller, route, key: &key, body: digest };
    let Idempotent { value: order, replayed } =
        orders::record_payment(&app, order, who, payment, &request).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    let body = (StatusCode::CREATED, Json(body));
    Ok(recorded(tag(order.version, body), replayed))
}

impl RecordPayment {
    fn read(self, faults: &mut Faults) -> Option<Payment> {
        let amount = Amount::new(self.amount).ok().filter(|amount| *amount > Amount::ZERO);
        if amount.is_none() {
            faults.add("/amount", "must be at least 1 minor unit");
        }
        let method = faults.parse::<OneLine<64>>("/method", &self.method);
        let reference = faults.maybe::<OneLine<255>>("/reference", self.reference.as_deref());
        let note = match (method?, reference) {
            (method, None) => method.to_string(),
            (method, Some(reference)) => format!("{method}, {reference}"),
        };
        let note = faults.parse("/method", &note);
        Some(Payment { amount: amount?, note: note? })
    }
}
