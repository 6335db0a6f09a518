use axum::{Json, extract::State, response::Response};
use docket_domain::{Amount, Entry, EntryKind, Order, OrderId};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    audit::{AuditEntry, trail},
    history::managed,
    view::{AddressView, OrderView, PaymentView, address, payment},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, Caller, Conditions},
};

/// An order with what only its seller and administrators see.
#[derive(Serialize, ToSchema)]
pub struct InternalOrder {
    /// The order.
    order: OrderView,
    /// All that happened to it, oldest first.
    audit: Vec<AuditEntry>,
    /// Its money.
    payment: PaymentDetails,
    /// Its way to the buyer.
    delivery: DeliveryDetails,
}

/// An order's money, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDetails {
    #[serde(flatten)]
    payment: PaymentView,
    /// Owed in all.
    grand_total: u64,
    /// Owed and not yet received.
    amount_due: u64,
    /// To be given back and not yet given.
    amount_refund_requested: u64,
    /// ISO 4217.
    currency: &'static str,
    /// What was received and what is to be given back, oldest first.
    records: Vec<MoneyRecord>,
}

/// Money received, or to be given back.
#[derive(Serialize, ToSchema)]
pub struct MoneyRecord {
    /// `payment` or `refund_request`.
    kind: &'static str,
    /// How much, in minor units.
    amount: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Method and reference, or why.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// An order's way to the buyer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDetails {
    /// `pickup`, `delivery` or `shipping`.
    method: &'static str,
    /// Who takes it.
    recipient: Recipient,
    /// Where to.
    #[schema(required)]
    address: Option<AddressView>,
    /// The seller's zone.
    #[schema(required)]
    zone_id: Option<String>,
    /// When it is wanted.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    requested_for: Option<Timestamp>,
}

/// Who takes an order.
#[derive(Serialize, ToSchema)]
pub struct Recipient {
    /// The name.
    name: String,
    /// E.164.
    phone: String,
}

/// An order with its audit trail, its money and its way, for its seller's
/// staff and administrators.
#[utoipa::path(
    get, path = "/api/orders/{id}/admin", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The order."),
        ("If-None-Match" = Option<String>, Header, description = "The version that the reader has."),
    ),
    responses((status = OK, body = InternalOrder), (status = NOT_MODIFIED)),
)]
pub async fn get_order_internal(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let order = managed(&app, id, actor).await?;
    let body = InternalOrder {
        order: OrderView::new(&order, actor, &app.stamp()?),
        audit: trail(&order),
        payment: money(&order),
        delivery: delivery(&order),
    };
    Ok(conditions.answer(order.version, Json(body)))
}

fn money(order: &Order) -> PaymentDetails {
    PaymentDetails {
        payment: payment(order),
        grand_total: order.grand_total().minor(),
        amount_due: order.grand_total().minus(order.payment.paid).unwrap_or(Amount::ZERO).minor(),
        amount_refund_requested: order.payment.requested.minor(),
        currency: order.currency.code(),
        records: order.timeline.iter().filter_map(money_record).collect(),
    }
}

fn money_record(entry: &Entry) -> Option<MoneyRecord> {
    let kind = match entry.kind {
        EntryKind::Paid => "payment",
        EntryKind::RefundRequested => "refund_request",
        EntryKind::Placed
        | EntryKind::Verified
        | EntryKind::Moved
        | EntryKind::Automatic
        | EntryKind::Stopped
        | EntryKind::Overridden => return None,
    };
    Some(MoneyRecord {
        kind,
        amount: entry.amount?.minor(),
        at: entry.at,
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
        requested_for: order.fulfilment.requested_for,
    }
}
