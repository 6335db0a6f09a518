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

/// A refund of some or all of the money that was paid for an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::refund_order)]
pub struct RefundOrder {
    /// The amount to refund, in minor units of the order's currency. At least 1, and at most what
    /// was paid less refunds, open refunds and chargebacks.
    #[schema(value_type = words::PositiveAmount)]
    amount: i64,
    /// The reason for the refund, 1 to 1,000 characters. The buyer can read it.
    #[schema(value_type = words::Note)]
    reason: String,
}

/// Refund an order.
///
/// Requests a refund of some or all of the money that was paid for an order. The order's status
/// does not change. Money that was paid through the payment provider goes back there, newest
/// payment first, usually within a minute; money that was paid by hand remains a `requested` refund
/// until somebody hands it over and settles it. The refunded amount is waived: the order does not
/// owe it again. Returns 201 with the order.
///
/// The staff of the order's seller and administrators may call it. Others who can see the order get
/// 403 `forbidden`; callers who cannot see it get 404 `not_found`.
///
/// With an `Idempotency-Key`, a repeated request with an equal body requests nothing more and
/// returns the order as it is now with `Idempotent-Replayed: true`. Without a key each request asks
/// for a refund.
///
/// Errors:
///
/// - 400 `invalid_request` at `/amount`: the amount is less than 1, or more than was paid less
///   refunds, open refunds and chargebacks; `amountKept` says how much that is.
/// - 400 `invalid_request` at `/reason`: the reason is missing, empty or too long.
/// - 409 `conflict` with the reason `nothing_kept`: nothing is left to refund.
/// - 409 `conflict` with the reason `payment_disputed`: the buyer's bank disputes a payment of the
///   order.
/// - 409 `conflict` with the reason `too_many_refunds`: the order has too many open refunds.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the order;
///   retry.
/// - 422 `idempotency_key_reused`: the key was used with another body.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds", tag = "Payments", security(("bearer" = [])),
    request_body = RefundOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order."),
        ("Idempotency-Key" = Option<String>, Header,
            description = "A client-generated key that makes the request safe to retry: requests \
                of one caller for this order with an equal key and body request one refund."),
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
