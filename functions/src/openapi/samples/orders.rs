//! Examples of orders, payments and refunds.

use docket_domain::{Phase, VoucherRefusal};
use serde_json::{Value, json};

use super::statuses::{KITCHEN, start, step, waiting};

/// An order to be placed with the demo's kitchen.
pub fn create_order() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "items": [{
            "productId": "sk-thali",
            "quantity": 2,
            "addons": [{"addonId": "naan", "quantity": 1}],
        }],
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142", "email": "ada@example.com"},
        "fulfilment": fulfilment(),
        "menuType": "lunch",
        "mealWindow": "noon",
        "vouchers": [],
        "notes": "Ring twice, please.",
        "priority": "normal",
    })
}

fn fulfilment() -> Value {
    json!({
        "method": "delivery",
        "address": {
            "line1": "12 Harbour Street",
            "line2": "Flat 2",
            "city": "Boston",
            "state": "MA",
            "postalCode": "02110",
            "country": "US",
        },
    })
}

/// The cart of that order.
pub fn quote_order() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "items": [{
            "productId": "sk-thali",
            "quantity": 2,
            "addons": [{"addonId": "naan", "quantity": 1}],
        }],
        "fulfilment": {"method": "delivery"},
        "vouchers": ["SPRING10", "WINTER"],
    })
}

/// What it costs, with a voucher that is good and one that there is not.
pub fn quote() -> Value {
    json!({
        "items": [{
            "productId": "sk-thali",
            "name": "Vegetable thali",
            "quantity": 2,
            "unitPrice": 1350,
            "totalPrice": 3200,
            "addons": [{"addonId": "naan", "name": "Naan", "quantity": 1, "unitPrice": 250}],
            "isMainCourse": true,
            "available": 498,
        }],
        "subtotal": 3200,
        "discount": 320,
        "charges": {"deliveryFee": 300, "packagingFee": 0, "taxAmount": 0},
        "grandTotal": 3180,
        "currency": "USD",
        "vouchers": [
            {"code": "SPRING10", "amount": 320, "rejected": null},
            {"code": "WINTER", "amount": 0, "rejected": VoucherRefusal::Unknown.to_string()},
        ],
        "stockIssues": [],
    })
}

/// The status of an order that is made.
pub fn made() -> Value {
    json!(waiting(Phase::Ready))
}

/// The row of an order that waits to be accepted.
pub fn order_row() -> Value {
    json!({
        "id": "ORD-20261120-7ZK3M9QW2X",
        "orderNumber": "ORD-20261120-7ZK3M9QW2X",
        "sellerId": "spice-kitchen",
        "version": 1,
        "status": start(KITCHEN),
        "phase": Phase::Open.name(),
        "lifecycle": {"name": KITCHEN, "version": 1},
        "placedAt": "2026-11-20T12:00:00.000Z",
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
        "itemCount": 2,
        "grandTotal": 3180,
        "currency": "USD",
        "payment": {"status": "unpaid", "amountDue": 3180},
        "fulfilment": {
            "method": "delivery", "zone": {"id": "north", "name": "North End"},
            "requestedFor": "2026-11-20T18:30:00.000Z",
        },
        "target": {"kind": "accept", "at": "2026-11-20T12:05:00.000Z"},
        "slaBreached": false,
        "priority": "normal",
        "mealWindow": "noon",
    })
}

/// The example order, accepted by the kitchen and being made.
pub fn order() -> Value {
    let entry = |status: &str, timestamp: &str, role: &str, actor: &str| json!({"status": status, "timestamp": timestamp, "updatedBy": {"role": role, "id": actor, "name": null}, "notes": null, "reason": null});
    let (placed, accepted, rejected) =
        (start(KITCHEN), step(|it| Some(it.accept)), step(|it| Some(it.reject)));
    let (being_made, made) = (waiting(Phase::Working), waiting(Phase::Ready));
    let (buyer, staff) = ("q2kQx0y6n1BvS3rTzW8aLg", "MBR-0123456789");
    json!({
        "id": "ORD-20261120-7ZK3M9QW2X",
        "orderNumber": "ORD-20261120-7ZK3M9QW2X",
        "sellerId": "spice-kitchen",
        "seller": {"id": "spice-kitchen", "name": "Spice Kitchen"},
        "lifecycle": {"name": KITCHEN, "version": 1},
        "status": being_made,
        "phase": Phase::Working.name(),
        "customer": {
            "userId": buyer,
            "name": "Ada Lovelace",
            "phone": "+12025550142",
            "email": "ada@example.com",
        },
        "items": [{
            "id": "1-1",
            "productId": "sk-thali",
            "name": "Vegetable thali",
            "quantity": 2,
            "unitPrice": 1350,
            "totalPrice": 3200,
            "addons": [{"addonId": "naan", "name": "Naan", "quantity": 1, "unitPrice": 250}],
            "isMainCourse": true,
        }],
        "subtotal": 3200,
        "discount": 320,
        "charges": {"deliveryFee": 300, "packagingFee": 0, "taxAmount": 0},
        "grandTotal": 3180,
        "currency": "USD",
        "payment": {
            "status": "unpaid", "amountDue": 36_750, "amountPaid": 0, "amountRefunded": 0,
            "amountChargedBack": 0, "amountAuthorized": 0, "refunds": [],
        },
        "fulfilment": fulfilment(),
        "vouchers": [{"code": "SPRING10", "discount": 320}],
        "menuType": "lunch",
        "mealWindow": "noon",
        "notes": "Ring twice, please.",
        "priority": "normal",
        "statusTimeline": [
            entry(placed, "2026-11-20T12:00:00.000Z", "buyer", buyer),
            entry(accepted, "2026-11-20T12:02:10.000Z", "seller", staff),
            entry(being_made, "2026-11-20T12:02:10.000Z", "system", "lifecycle"),
        ],
        "placedAt": "2026-11-20T12:00:00.000Z",
        "acceptedAt": "2026-11-20T12:02:10.000Z",
        "preparingAt": "2026-11-20T12:02:10.000Z",
        "version": 2,
        "allowedActions": [{
            "action": "update-order-status",
            "method": "PATCH",
            "path": "/api/orders/ORD-20261120-7ZK3M9QW2X/status",
            "status": made,
        }],
        "deniedActions": [{
            "action": "reject-order",
            "method": "PATCH",
            "path": "/api/orders/ORD-20261120-7ZK3M9QW2X/reject",
            "status": rejected,
            "code": "invalid_transition",
            "reason": format!("An order is rejected when it is {placed}. This one is {being_made}: cancel it instead."),
        }],
    })
}

/// Why the order was not made before it was accepted.
pub fn denial() -> Value {
    let (placed, accepted) = (start(KITCHEN), step(|it| Some(it.accept)));
    let (being_made, made) = (waiting(Phase::Working), waiting(Phase::Ready));
    json!(format!(
        "An order goes to {made} from {being_made}. This one is {placed}, and can go to {accepted}."
    ))
}

/// The order as its buyer tracks it.
pub fn tracking() -> Value {
    let mut order = order();
    if let Some(fields) = order.as_object_mut() {
        fields.remove("customer");
    }
    json!({
        "order": order, "driver": null, "batch": null,
        "seller": {"id": "spice-kitchen", "name": "Spice Kitchen", "timezone": "America/New_York"},
    })
}

/// Money that was received for the order.
pub fn record_payment() -> Value {
    json!({"amount": 3180, "method": "cash", "reference": "till 2, receipt 1184"})
}

/// An order of the example, put back.
pub fn status_override() -> Value {
    json!({"status": step(|it| Some(it.accept)), "reason": "Accepted by mistake, says the kitchen."})
}

/// One thali less, and a word for the staff.
pub fn update_order() -> Value {
    json!({
        "items": [{"productId": "sk-thali", "quantity": 1}],
        "notes": "Ring twice, please.",
        "priority": "high",
    })
}

/// Two orders that are ready.
pub fn bulk_status() -> Value {
    json!({
        "orderIds": ["ORD-20261120-7ZK3M9QW2X", "ORD-20261120-8ZK3M9QW2Y"],
        "status": waiting(Phase::Ready),
        "notes": "On the counter.",
    })
}

/// One of them moved, the other is nobody's.
pub fn bulk_outcome() -> Value {
    json!({
        "changed": 1,
        "unchanged": 0,
        "failed": 1,
        "results": [
            {
                "orderId": "ORD-20261120-7ZK3M9QW2X",
                "outcome": "changed",
                "status": waiting(Phase::Ready),
                "version": 4,
            },
            {
                "orderId": "ORD-20261120-8ZK3M9QW2Y",
                "outcome": "failed",
                "code": "not_found",
                "detail": "The resource does not exist, or you may not see it.",
            },
        ],
    })
}

/// The next status of the example.
pub fn status_update() -> Value {
    json!({"status": waiting(Phase::Ready), "notes": "On the counter."})
}

/// The kitchen's step.
pub fn audit_entry() -> Value {
    json!({
        "version": 3,
        "action": "moved",
        "by": {"role": "seller", "id": "MBR-0123456789", "name": "Ursula Kent"},
        "at": "2026-11-20T12:20:00.000Z",
        "from": waiting(Phase::Working),
        "to": waiting(Phase::Ready),
        "notes": "On the counter.",
        "reason": null,
        "bypassedValidation": false,
    })
}

/// The order's money, all of it received.
pub fn payment_details() -> Value {
    json!({
        "status": "paid",
        "amountPaid": 3180,
        "amountRefunded": 0,
        "grandTotal": 3180,
        "amountDue": 0,
        "amountRefundRequested": 0,
        "authorizedUntil": null,
        "disputeAnswerBy": null,
        "amountChargedBack": 0,
        "amountAuthorized": 0,
        "refunds": [],
        "currency": "USD",
        "records": [
            {"kind": "payment", "amount": 3180, "at": "2026-11-20T12:30:00.000Z", "note": "cash"},
        ],
    })
}

/// One thali of the order, for itself.
pub fn split_order() -> Value {
    json!({"items": [{"productId": "sk-thali", "quantity": 1}]})
}

/// Two orders of one customer.
pub fn merge_orders() -> Value {
    json!({"orderIds": ["ORD-20261120-7ZK3M9QW2X", "ORD-20261120-8ZK3M9QW2Y"]})
}

/// A dinner, and a bowl to eat it from.
pub fn create_checkout() -> Value {
    json!({
        "sellers": [
            {
                "sellerId": "spice-kitchen",
                "items": [{"productId": "sk-thali", "quantity": 2}],
                "fulfilment": {"method": "pickup"},
            },
            {
                "sellerId": "craft-market",
                "items": [{"productId": "cm-bowl", "quantity": 1}],
                "fulfilment": {"method": "pickup"},
            },
        ],
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
    })
}

/// A payment that a page confirms.
pub fn payment_intent() -> Value {
    json!({
        "payment": "PAY-7ZK3M9QW2X", "amount": 3180, "currency": "USD",
        "clientSecret": "pi_3Q_secret_7ZK3M9QW2X", "publishableKey": "pk_live_7ZK3M9QW2X",
        "account": null,
    })
}

/// A refund for a missing part of an order.
pub fn refund_order() -> Value {
    json!({"amount": 500, "reason": "The naan was missing."})
}

/// That refund, which the provider gave.
pub fn refund() -> Value {
    json!({
        "id": "4-0", "amount": 500, "status": "settled", "payment": "PAY-7ZK3M9QW2X",
        "reason": "The naan was missing.", "failure": null, "reference": null,
        "requestedAt": "2026-11-20T12:31:00.000Z", "changedAt": "2026-11-20T12:31:02.000Z",
    })
}

/// A refund that was handed over at the till.
pub fn settle_refund() -> Value {
    json!({"reference": "till 2, receipt 1201"})
}

/// The money of an order that nobody has paid yet.
pub fn payment() -> Value {
    json!({
        "status": "unpaid", "amountPaid": 0, "amountDue": 36_750, "amountRefunded": 0,
        "amountChargedBack": 0, "amountAuthorized": 0, "refunds": [],
    })
}

/// The payment provider says that something was paid.
pub fn provider_event() -> Value {
    json!({"id": "evt_1NG8Du2eZvKYlo2CUI79vXWy", "type": "payment_intent.succeeded"})
}
