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

/// An order with what only its seller and administrators see.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InternalOrder {
    /// The order.
    order: OrderView,
    /// All that happened to it, oldest first.
    audit: Vec<AuditEntry>,
    /// Its money.
    payment: PaymentDetails,
    /// Its way to the buyer.
    delivery: DeliveryDetails,
    /// Messages about it that were not sent in the last 90 days, and why,
    /// oldest first.
    withheld_messages: Vec<WithheldMessage>,
}

/// A message about an order that was not sent.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "at": "2026-11-20T12:30:00.000Z", "to": {"role": "buyer"}, "channel": "sms",
    "reason": "contact_not_confirmed",
    "detail": "The contact was not confirmed by a code within 180 days. It gets codes only.",
}))]
pub struct WithheldMessage {
    /// When it should have been sent.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Who should have got it.
    to: WithheldRecipient,
    /// How it should have been sent.
    #[schema(value_type = words::ChannelName)]
    channel: &'static str,
    /// Why it was not sent.
    #[schema(value_type = words::WithheldReasonName)]
    reason: &'static str,
    /// The reason in a sentence.
    #[schema(example = "This deployment sends no e-mail.")]
    detail: &'static str,
}

/// Who should have got a message that was not sent, without name and contact.
#[derive(Serialize, ToSchema)]
pub struct WithheldRecipient {
    /// `buyer`, `seller`, `driver` or `admin`.
    #[schema(value_type = words::RoleName)]
    pub role: &'static str,
}

/// An order's money, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::payment_details)]
pub struct PaymentDetails {
    #[serde(flatten)]
    payment: PaymentView,
    /// Owed in all.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// To be given back and not yet given.
    #[schema(value_type = words::Amount)]
    amount_refund_requested: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// Until when money is held that was not taken; null where nothing is held, and
    /// where the provider does not say.
    #[schema(value_type = Option<words::Moment>, required)]
    authorized_until: Option<Moment>,
    /// Until when a dispute may be answered at the payment provider; null where nothing
    /// is disputed, and where the provider does not say.
    #[schema(value_type = Option<words::Moment>, required)]
    dispute_answer_by: Option<Moment>,
    /// What was received and what is to be given back, oldest first.
    records: Vec<MoneyRecord>,
}

/// Money received, or to be given back.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"kind": "payment", "amount": 3180, "at": "2026-11-20T12:30:00.000Z", "note": "cash"}))]
pub struct MoneyRecord {
    /// `payment`; `authorization`, `expiry_notice`, `release` and `failure` of what is held;
    /// `refund_request`, `refund`, `refund_failure`, and `refund_withdrawal` where the
    /// order was revived before the money was given back; `dispute` and `dispute_end`.
    kind: &'static str,
    /// How much, in minor units.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Method and reference, or why.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// An order's way to the buyer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDetails {
    /// `pickup`, `delivery` or `shipping`.
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// Who takes it.
    recipient: Recipient,
    /// Where to.
    #[schema(required)]
    address: Option<AddressView>,
    /// The seller's zone.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// When it is wanted.
    #[schema(value_type = Option<words::Moment>, required)]
    requested_for: Option<Moment>,
}

/// Who takes an order.
#[derive(Serialize, ToSchema)]
pub struct Recipient {
    /// The name.
    #[schema(value_type = words::Name)]
    name: String,
    /// E.164.
    #[schema(value_type = words::Phone)]
    phone: String,
}

/// Get an order with its audit.
///
/// An order with its audit trail, its money and its way, for its seller's
/// staff and administrators.
#[utoipa::path(
    get, path = "/api/orders/{id}/admin", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
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
