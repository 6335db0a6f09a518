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

/// Money that was received.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::record_payment)]
pub struct RecordPayment {
    /// How much, in minor units of the order's currency.
    #[schema(value_type = words::PositiveAmount)]
    amount: i64,
    /// How it came, up to 64 characters.
    #[schema(value_type = words::PaymentMethod)]
    method: String,
    /// By which it is found again, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    reference: Option<String>,
}

/// Record a payment.
///
/// Records money that was received by hand, such as cash or a bank transfer. The
/// seller's staff and administrators may call it. An amount above what is due is
/// refused with 400 at `/amount`, an order that was stopped with 409. The same
/// `Idempotency-Key` and body record one payment.
#[utoipa::path(
    post, path = "/api/orders/{id}/payments", tag = "Orders", security(("bearer" = [])),
    request_body = RecordPayment,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body record one payment."),
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
