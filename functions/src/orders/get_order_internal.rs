//! Handler of get-order-internal: an order with its audit log, for staff and administrators.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{OrderHistory, read_internal_order},
};
use docket_domain::{Entry, EntryKind, Order, OrderId, OrderPayment, WithheldNotice};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{AddressView, AuditEntry, OrderView, PaymentView, address, payment, trail};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions, Moment},
    openapi::{samples, words},
};

/// An order with the details that only its seller's staff and administrators see.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InternalOrder {
    /// The order as get-order returns it, with names in its timeline.
    order: OrderView,
    /// Complete audit log of the order, oldest entry first.
    audit: Vec<AuditEntry>,
    /// Payments, refunds and disputes of the order.
    payment: PaymentDetails,
    /// Recipient, address and requested time of the order.
    delivery: DeliveryDetails,
    /// Messages about the order that were not sent, with the reasons, oldest first. Messages of the
    /// last 90 days are listed.
    withheld_messages: Vec<WithheldMessage>,
}

/// A message about an order that was not sent and will not be retried.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "at": "2026-11-20T12:30:00.000Z", "to": {"role": "buyer"}, "channel": "sms",
    "reason": "contact_not_confirmed",
    "detail": "The contact was not confirmed by a code within 180 days. It gets codes only.",
}))]
pub struct WithheldMessage {
    /// When the message should have been sent (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Role of the person who should have received the message.
    to: WithheldRecipient,
    /// Channel by which the message should have been sent, such as `sms`.
    #[schema(value_type = words::ChannelName)]
    channel: &'static str,
    /// Stable code of the reason why the message was not sent.
    #[schema(value_type = words::WithheldReasonName)]
    reason: &'static str,
    /// The reason as a sentence for people.
    #[schema(example = "This deployment sends no e-mail.")]
    detail: &'static str,
}

/// The recipient of a message, without name and contact.
#[derive(Serialize, ToSchema)]
pub struct WithheldRecipient {
    /// Role of the recipient: `buyer`, `seller`, `driver` or `admin`.
    #[schema(value_type = words::RoleName)]
    pub role: &'static str,
}

/// Payments, refunds and disputes of an order. Amounts are in minor units of `currency`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::payment_details)]
pub struct PaymentDetails {
    #[serde(flatten)]
    payment: PaymentView,
    /// Total price of the order, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// Sum of requested refunds that are not settled yet, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    amount_refund_requested: u64,
    /// ISO 4217 code of the currency of all amounts.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// When the earliest authorization expires (UTC, RFC 3339); null if nothing is authorized, and
    /// if the payment provider does not say.
    #[schema(value_type = Option<words::Moment>, required)]
    authorized_until: Option<Moment>,
    /// Deadline for answering a dispute at the payment provider (UTC, RFC 3339), the earliest of
    /// several; null if nothing is disputed, and if the provider does not say.
    #[schema(value_type = Option<words::Moment>, required)]
    dispute_answer_by: Option<Moment>,
    /// Payments, authorizations, refunds and disputes one by one, oldest first.
    records: Vec<MoneyRecord>,
}

/// One event in the payment history of an order.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"kind": "payment", "amount": 3180, "at": "2026-11-20T12:30:00.000Z", "note": "cash"}))]
pub struct MoneyRecord {
    /// Kind of the event.
    ///
    /// - `payment`: money was received.
    /// - `authorization`: an amount was authorized and not captured.
    /// - `expiry_notice`: an authorization expires within a day.
    /// - `release`: an authorization was released without a capture.
    /// - `failure`: an authorized amount could not be captured.
    /// - `refund_request`: a refund was requested.
    /// - `refund`: a refund was settled.
    /// - `refund_failure`: a refund failed.
    /// - `refund_withdrawal`: a requested refund was withdrawn, because the order was revived
    ///   first.
    /// - `dispute`: the customer's bank disputes a payment.
    /// - `dispute_end`: a dispute ended; `amount` is what the bank took back.
    kind: &'static str,
    /// Amount in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// When the event happened (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Payment method and reference, or another text about the event. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Recipient, address and requested time of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDetails {
    /// How the order reaches the customer: `pickup`, `delivery` or `shipping`.
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// The person who receives the order.
    recipient: Recipient,
    /// Delivery address; null for `pickup`.
    #[schema(required)]
    address: Option<AddressView>,
    /// Identifier of the seller's delivery zone; null if none was chosen.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// Time at which the customer wants the order (UTC, RFC 3339); null for as soon as possible.
    #[schema(value_type = Option<words::Moment>, required)]
    requested_for: Option<Moment>,
}

/// The person who receives an order.
#[derive(Serialize, ToSchema)]
pub struct Recipient {
    /// Name of the customer, as the order has it.
    #[schema(value_type = words::Name)]
    name: String,
    /// Phone number of the customer in E.164 format.
    #[schema(value_type = words::Phone)]
    phone: String,
}

/// Get an order for staff.
///
/// Returns an order with its complete audit log, its payment history, its delivery details and the
/// messages that were not sent. The seller's staff and administrators may call it.
///
/// The `ETag` is the order's version. With `If-None-Match`, the answer is 304 if the order has not
/// changed.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/admin", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
    ),
    responses((status = OK, body = InternalOrder), (status = FORBIDDEN)),
)]
pub async fn get_order_internal(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let found = read_internal_order(&app, id, who).await?;
    let OrderHistory { order, people } = &found.history;
    let body = InternalOrder {
        order: OrderView::named(&found.order, who, &app.stamp()?, Some(people)),
        audit: trail(order, people),
        payment: money(order),
        delivery: delivery(order),
        withheld_messages: found.withheld.iter().map(withheld_message).collect(),
    };
    Ok(conditions.answer(order.version, Json(body)))
}

fn withheld_message(notice: &WithheldNotice) -> WithheldMessage {
    let WithheldNotice { at, to, channel, reason } = notice;
    WithheldMessage {
        at: (*at).into(),
        to: WithheldRecipient { role: to.name() },
        channel: channel.name(),
        reason: reason.name(),
        detail: reason.sentence(),
    }
}

fn money(order: &Order) -> PaymentDetails {
    let earliest = |of: fn(&OrderPayment) -> Option<Timestamp>| {
        order.payments.iter().filter_map(of).min().map(Into::into)
    };
    PaymentDetails {
        payment: payment(order),
        grand_total: order.grand_total().minor(),
        amount_refund_requested: order.payment.requested.minor(),
        currency: order.currency.code(),
        authorized_until: earliest(|it| it.held_until),
        dispute_answer_by: earliest(|it| it.answer_by),
        records: order.timeline.iter().filter_map(money_record).collect(),
    }
}

fn money_record(entry: &Entry) -> Option<MoneyRecord> {
    let kind = match entry.kind {
        EntryKind::Paid => "payment",
        EntryKind::RefundRequested => "refund_request",
        EntryKind::RefundWithdrawn => "refund_withdrawal",
        EntryKind::PaymentAuthorized => "authorization",
        EntryKind::PaymentReleased => "release",
        EntryKind::PaymentExpiring => "expiry_notice",
        EntryKind::PaymentFailed => "failure",
        EntryKind::RefundSettled => "refund",
        EntryKind::RefundFailed => "refund_failure",
        EntryKind::DisputeOpened => "dispute",
        EntryKind::DisputeClosed => "dispute_end",
        EntryKind::Placed
        | EntryKind::Verified
        | EntryKind::Moved
        | EntryKind::Automatic
        | EntryKind::Stopped
        | EntryKind::Overridden
        | EntryKind::Updated
        | EntryKind::Escalated
        | EntryKind::TargetMissed
        | EntryKind::SplitInto(_)
        | EntryKind::SplitFrom(_)
        | EntryKind::MergedFrom(_)
        | EntryKind::MergedInto(_)
        | EntryKind::PromiseMoved(_)
        | EntryKind::Noted
        | EntryKind::Problem(_) => return None,
    };
    Some(MoneyRecord {
        kind,
        amount: entry.amount?.minor(),
        at: entry.at.into(),
        note: entry.note.as_ref().map(ToString::to_string),
    })
}

fn delivery(order: &Order) -> DeliveryDetails {
    DeliveryDetails {
        method: order.fulfilment.method.name(),
        recipient: Recipient {
            name: order.customer.name.to_string(),
            phone: order.customer.phone.as_str().to_owned(),
        },
        address: order.fulfilment.method.address().map(address),
        zone_id: order.fulfilment.zone.as_ref().map(ToString::to_string),
        requested_for: order.fulfilment.requested_for.map(Into::into),
    }
}
