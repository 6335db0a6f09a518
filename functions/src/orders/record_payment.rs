use axum::{Json, extract::State, response::Response};
use docket_app::{AppError, Faults, KeyOwner, Request, SharedApp};
use docket_domain::{Amount, Command, OneLine, Order, OrderId};
use docket_store::{Recorded, Saved};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    change::{found, manager, manages, visible},
    view::{OrderBody, OrderView},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::{samples, words},
};

/// How often a lost race for an order is run again.
const TRIES: usize = 5;

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

/// Puts money that was received on record.
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
    let (order, granted) = found(&app, id, who, manages).await?;
    let (key, sent) = (key.read(&granted)?, body.read(&granted, RecordPayment::read)?);
    let Sent { value: command, digest } = sent;
    let mut seen = Some(order);
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "record-payment");
    let keyed = Request { ids, caller, route, key: &key, body: digest };
    let receipt = keyed.receipt()?;
    for _ in 0..TRIES {
        let order = match seen.take() {
            Some(order) => order,
            None => visible(&app, id, who).await?,
        };
        let actor = manager(&order, who)?;
        if let Some(mark) = app.store.receipt(&receipt).await?
            && keyed.made(&mark)?
        {
            // Read before the receipt, the order may be without the payment.
            let order = visible(&app, id, who).await?;
            return Ok(answer(&order, true, OrderView::new(&order, who, &app.stamp()?)));
        }
        let stamp = app.stamp()?;
        let change = order.apply(&command, actor, &stamp)?;
        let recorded = Recorded { receipt: &receipt, mark: keyed.mark()?, actor, now: stamp.now };
        match app.store.commit_once(&order, &change, &recorded).await? {
            Saved::Done => {
                let view = OrderView::new(&change.order, who, &stamp);
                return Ok(answer(&change.order, false, view));
            }
            Saved::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}

impl RecordPayment {
    fn read(self, faults: &mut Faults) -> Option<Command> {
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
        Some(Command::RecordPayment { amount: amount?, note: Some(note?) })
    }
}

fn answer(order: &Order, replayed: bool, view: OrderView) -> Response {
    let body = (StatusCode::CREATED, Json(OrderBody { order: view }));
    recorded(tag(order.version, body), replayed)
}
