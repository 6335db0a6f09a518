use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Idempotent, KeyOwner, Request, SharedApp,
    orders::access::order_to_manage,
    payments::{self, RefundDraft},
};
use docket_domain::{Amount, OrderId};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::{samples, words},
    orders::view::{OrderBody, OrderView},
};

/// Money that is to be given back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::refund_order)]
pub struct RefundOrder {
    /// How much of what was paid and is kept, in minor units of the order's currency.
    #[schema(value_type = words::PositiveAmount)]
    amount: i64,
    /// Why, up to 1,000 characters; the buyer sees it.
    #[schema(value_type = words::Note)]
    reason: String,
}

/// Refund an order.
///
/// Gives money back without stopping the order, for its seller's staff and
/// administrators. What was paid through the payment provider goes back there, the newest payment
/// first; what was paid by hand waits for somebody who hands it over and settles the
/// refund. What the order would owe again for it is waived.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds", tag = "Payments", security(("bearer" = [])),
    request_body = RefundOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body ask for one refund."),
    ),
    responses((status = CREATED, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn refund_order(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<RefundOrder>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let (key, sent) = (key.read(&granted)?, body.read(&granted, RefundOrder::read)?);
    let Sent { value: draft, digest } = sent;
    let caller = KeyOwner::signed_in(actor).on(id);
    let (ids, route) = (app.keys.ids()?, "refund-order");
    let request = Request { ids, caller, route, key: &key, body: digest };
    let Idempotent { value: order, replayed } =
        payments::request_refund(&app, order, who, draft, &request).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    let body = (StatusCode::CREATED, Json(body));
    Ok(recorded(tag(order.version, body), replayed))
}

impl RefundOrder {
    fn read(self, faults: &mut Faults) -> Option<RefundDraft> {
        let amount = Amount::new(self.amount).ok().filter(|amount| *amount > Amount::ZERO);
        if amount.is_none() {
            faults.add("/amount", "must be at least 1 minor unit");
        }
        let reason = faults.parse("/reason", &self.reason);
        Some(RefundDraft { amount: amount?, reason: reason? })
    }
}
