//! The details of events, as `infra/schemas` describes them.

use docket_domain::{Batch, ChallengeId, Link, OrderEvent, Product, Send, Suffix, moment_text};
use docket_platform::BusEvent;
use docket_store::{LowMark, Subject};
use serde_json::{Value, json};

/// The version of all details.
const SCHEMA: u32 = 1;

/// An order's event. No names, phones, addresses or codes.
pub(crate) fn order_event(event: &OrderEvent<'_>) -> BusEvent {
    let OrderEvent { order, entry, previous, .. } = event;
    let lines: Vec<Value> = order
        .lines
        .iter()
        .map(|line| json!({"productId": line.product.as_str(), "quantity": line.quantity.get()}))
        .collect();
    let mut about = json!({
        "id": order.id.to_string(),
        "version": entry.version,
        "sellerId": order.seller.as_str(),
        "status": entry.status.name,
        "phase": entry.status.phase.name(),
        "lifecycle": format!("{}@{}", order.lifecycle.name, order.lifecycle.version),
        "grandTotal": order.grand_total().minor(),
        "currency": order.currency.code(),
        "customerKey": order.customer.key.as_str(),
        "lines": lines,
    });
    if let Some(previous) = previous {
        about["previousStatus"] = json!(previous.name);
    }
    let mut detail = json!({
        "eventId": event.id(),
        "occurredAt": moment_text(entry.at),
        "schemaVersion": SCHEMA,
        "correlationId": entry.change.as_str(),
        "order": about,
        "actor": {"role": entry.role.name(), "id": entry.actor},
    });
    if let Some(amount) = entry.amount {
        detail["amount"] = json!(amount.minor());
    }
    if let Some((link, other)) = entry.kind.link() {
        detail[name_of(link)] = json!(other.to_string());
    }
    BusEvent { detail_type: event.name().to_owned(), detail }
}

/// The name of another order, by what it is to this one.
const fn name_of(link: Link) -> &'static str {
    match link {
        Link::SplitInto => "splitInto",
        Link::SplitFrom => "splitFrom",
        Link::MergedFrom => "mergedFrom",
        Link::MergedInto => "mergedInto",
    }
}

/// A batch's event. It names the driver by id, and no order.
pub(super) fn batch_event(batch: &Batch) -> BusEvent {
    let driver = batch.driver.as_ref().map(|driver| driver.id.as_str());
    BusEvent {
        detail_type: "BatchChanged".to_owned(),
        detail: json!({
            "eventId": format!("{}:{}:0", batch.id, batch.version),
            "occurredAt": moment_text(batch.changed_at),
            "schemaVersion": SCHEMA,
            "correlationId": batch.change.as_str(),
            "batch": {
                "id": batch.id.as_str(),
                "version": batch.version,
                "sellerId": batch.seller.as_str(),
                "status": batch.status.name(),
                "driverId": driver,
                "orderCount": batch.orders.len(),
            },
        }),
    }
}

/// Little is left of a product.
pub(super) fn stock_low(product: &Product, mark: &LowMark) -> BusEvent {
    BusEvent {
        detail_type: "StockLow".to_owned(),
        detail: json!({
            "eventId": format!("{}:low:{}", product.id, mark.by),
            "occurredAt": moment_text(mark.at),
            "schemaVersion": SCHEMA,
            "correlationId": mark.by,
            "product": {
                "id": product.id.as_str(),
                "sellerId": product.seller.as_str(),
                "available": mark.available,
                "lowStockAt": product.low_stock_at,
            },
        }),
    }
}

/// An order's code is to be sent.
pub(super) fn order_code(suffix: Suffix, send: &Send) -> BusEvent {
    code_requested(&Subject::Order(suffix), send)
}

/// A challenge's code is to be sent. The event names no contact.
pub(super) fn challenge_code(id: ChallengeId, send: &Send) -> BusEvent {
    code_requested(&Subject::Challenge(id), send)
}

fn code_requested(subject: &Subject, send: &Send) -> BusEvent {
    BusEvent {
        detail_type: "CodeRequested".to_owned(),
        detail: json!({
            "eventId": format!("{subject}:code:{}", send.number),
            "occurredAt": moment_text(send.at),
            "schemaVersion": SCHEMA,
            "subject": subject.to_string(),
            "sendNumber": send.number,
        }),
    }
}
