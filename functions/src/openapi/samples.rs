//! Examples that say more than their parts do: fields that belong together, or
//! exclude one another.

use serde_json::{Value, json};

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

/// The same order, accepted by the kitchen and being made.
pub fn order() -> Value {
    let entry = |status: &str, timestamp: &str, role: &str, actor: &str| json!({"status": status, "timestamp": timestamp, "updatedBy": role, "actor": actor});
    let (buyer, staff) = ("q2kQx0y6n1BvS3rTzW8aLg", "MBR-0123456789");
    json!({
        "id": "ORD-20261120-7ZK3M9QW2X",
        "orderNumber": "ORD-20261120-7ZK3M9QW2X",
        "sellerId": "spice-kitchen",
        "lifecycle": {"name": "kitchen", "version": 1},
        "status": "PREPARING",
        "phase": "working",
        "customer": {
            "userId": buyer,
            "name": "Ada Lovelace",
            "phone": "+12025550142",
            "email": "ada@example.com",
        },
        "items": [{
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
        "payment": {"status": "unpaid", "amountPaid": 0, "amountRefunded": 0},
        "fulfilment": fulfilment(),
        "vouchers": [{"code": "SPRING10", "discount": 320}],
        "menuType": "lunch",
        "mealWindow": "noon",
        "notes": "Ring twice, please.",
        "priority": "normal",
        "statusTimeline": [
            entry("PLACED", "2026-11-20T12:00:00Z", "buyer", buyer),
            entry("ACCEPTED", "2026-11-20T12:02:10Z", "seller", staff),
            entry("PREPARING", "2026-11-20T12:02:10Z", "system", "lifecycle"),
        ],
        "placedAt": "2026-11-20T12:00:00Z",
        "acceptedAt": "2026-11-20T12:02:10Z",
        "preparingAt": "2026-11-20T12:02:10Z",
        "version": 2,
        "allowedActions": [{
            "action": "update-order-status",
            "method": "PATCH",
            "path": "/api/orders/ORD-20261120-7ZK3M9QW2X/status",
            "status": "READY",
        }],
    })
}

/// The order as its buyer tracks it.
pub fn tracking() -> Value {
    let mut order = order();
    if let Some(fields) = order.as_object_mut() {
        fields.remove("customer");
    }
    json!({"order": order, "driver": null, "batch": null})
}

/// Either a phone or an e-mail address.
pub fn code_request() -> Value {
    json!({"phone": "+12025550142"})
}

/// A code with the phone that it was sent to.
pub fn sign_in() -> Value {
    json!({"phone": "+12025550142", "code": "123456"})
}

/// A product for the demo's kitchen.
pub fn create_product() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "name": "Paneer thali",
        "price": 1450,
        "stock": 120,
        "lowStockAt": 10,
        "isMainCourse": true,
        "addons": [addon()],
        "stockBuckets": 1,
    })
}

fn addon() -> Value {
    json!({"id": "naan", "name": "Naan", "price": 250})
}

/// One of the demo's products, as everybody sees it.
pub fn product() -> Value {
    json!({
        "id": "sk-thali",
        "sellerId": "spice-kitchen",
        "name": "Vegetable thali",
        "price": 1350,
        "currency": "USD",
        "available": 498,
        "lowStockAt": 20,
        "isMainCourse": true,
        "addons": [addon()],
        "version": 1,
    })
}

/// A shop to be added.
pub fn create_seller() -> Value {
    json!({
        "id": "harbour-bakery",
        "name": "Harbour Bakery",
        "lifecycle": "shop",
        "currency": "USD",
        "timezone": "America/New_York",
        "zones": [zone()],
        "charges": charges(),
        "cancelWindowMinutes": 30,
        "verifyFirst": false,
    })
}

/// The shop.
pub fn seller() -> Value {
    json!({
        "id": "harbour-bakery",
        "name": "Harbour Bakery",
        "lifecycle": "shop",
        "currency": "USD",
        "timezone": "America/New_York",
        "zones": [zone()],
        "charges": charges(),
        "cancelWindowMinutes": 30,
        "voucherCutoffMinutes": null,
        "prepTimeMinutes": 25,
        "deliveryTimeMinutes": 20,
        "heldShareMax": null,
        "acceptWithinMinutes": 120,
        "rejectAfterMinutes": 60,
        "slaTargets": [{"status": "pending", "normal": 240, "urgent": 60}],
        "verifyFirst": false,
        "version": 1,
    })
}

fn zone() -> Value {
    json!({"id": "north", "name": "North of the river"})
}

fn charges() -> Value {
    json!({"deliveryFee": 300, "packagingFee": 0, "taxBasisPoints": 825})
}

/// The order, to be brought by the demo's driver.
pub fn create_batch() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "orderIds": ["ORD-20261120-7ZK3M9QW2X"],
        "driverId": "demo-spice-kitchen-driver",
    })
}

/// Money that was received for the order.
pub fn record_payment() -> Value {
    json!({"amount": 3180, "method": "cash", "reference": "till 2, receipt 1184"})
}

/// A voucher over a percentage.
pub fn create_voucher() -> Value {
    json!({
        "code": "SPRING10",
        "sellerId": "spice-kitchen",
        "percent": 10,
        "minSubtotal": 2000,
        "usesLeft": 100,
        "perCustomer": 1,
        "validFrom": "2026-11-20T00:00:00Z",
        "validUntil": "2026-12-20T00:00:00Z",
    })
}

/// The voucher, redeemed three times.
pub fn voucher() -> Value {
    json!({
        "id": "spice-kitchen~SPRING10",
        "code": "SPRING10",
        "sellerId": "spice-kitchen",
        "percent": 10,
        "minSubtotal": 2000,
        "usesLeft": 97,
        "used": 3,
        "perCustomer": 1,
        "validFrom": "2026-11-20T00:00:00Z",
        "validUntil": "2026-12-20T00:00:00Z",
        "version": 1,
    })
}

/// Other terms of the voucher.
pub fn update_voucher() -> Value {
    json!({"usesLeft": 0, "validUntil": "2027-01-20T00:00:00Z"})
}

/// An order of the example, put back.
pub fn status_override() -> Value {
    json!({"status": "ACCEPTED", "reason": "Accepted by mistake, says the kitchen."})
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
        "status": "READY",
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
                "status": "READY",
                "version": 4,
            },
            {
                "orderId": "ORD-20261120-8ZK3M9QW2Y",
                "outcome": "failed",
                "code": "not_found",
                "detail": "there is no such resource",
            },
        ],
    })
}

/// The next status of the example.
pub fn status_update() -> Value {
    json!({"status": "READY", "notes": "On the counter."})
}

/// A place at fault.
pub fn field_error() -> Value {
    json!({"pointer": "/items/0/quantity", "detail": "must be between 1 and 10000"})
}

/// A line that is short.
pub fn shortfall() -> Value {
    json!({
        "productId": "sk-thali",
        "productName": "Vegetable thali",
        "requested": 2,
        "available": 1,
        "detail": "2 of Vegetable thali were ordered, 1 are there",
    })
}

/// The kitchen's step.
pub fn audit_entry() -> Value {
    json!({
        "version": 3,
        "action": "moved",
        "by": {"role": "seller", "id": "MBR-0123456789"},
        "at": "2026-11-20T12:20:00Z",
        "from": "PREPARING",
        "to": "READY",
        "reason": "On the counter.",
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
        "currency": "USD",
        "records": [
            {"kind": "payment", "amount": 3180, "at": "2026-11-20T12:30:00Z", "note": "cash"},
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

/// An order in figures.
pub fn order_statistics() -> Value {
    let time = |status: &str, phase: &str, seconds: u32, current: bool| json!({"status": status, "phase": phase, "seconds": seconds, "current": current});
    json!({
        "orderId": "ORD-20261120-7ZK3M9QW2X",
        "itemCount": 1,
        "totalQuantity": 2,
        "averageQuantity": 2.0,
        "averageUnitPrice": 1500,
        "averageItemTotal": 3000,
        "subtotal": 3000,
        "grandTotal": 3180,
        "currency": "USD",
        "timeInStatus": [
            time("PLACED", "open", 95, false),
            time("ACCEPTED", "accepted", 0, false),
            time("PREPARING", "working", 840, true),
        ],
        "secondsToCompletion": null,
        "sla": {
            "met": true,
            "targets": [{
                "status": "PLACED", "targetSeconds": 300, "longestSeconds": 95, "met": true,
            }],
        },
    })
}

/// What came of a kitchen's orders of a month.
pub fn order_stats() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "from": "2026-10-22",
        "to": "2026-11-20",
        "orders": 480,
        "byStatus": [
            {"status": "PREPARING", "phase": "working", "count": 12},
            {"status": "DELIVERED", "phase": "done", "count": 453},
            {"status": "CANCELLED", "phase": "cancelled", "count": 15},
        ],
        "byPhase": [
            {"phase": "working", "count": 12},
            {"phase": "done", "count": 453},
            {"phase": "cancelled", "count": 15},
        ],
        "sales": [sales("USD", 465)],
        "stopped": 15,
        "cancellationRate": 0.0313,
        "timeInStatus": [{"status": "PREPARING", "medianSeconds": 1190, "stays": 453}],
        "topProducts": [{
            "productId": "sk-thali",
            "name": "Vegetable thali",
            "quantity": 610,
            "revenue": 823_500,
            "currency": "USD",
        }],
    })
}

fn sales(currency: &str, orders: u64) -> Value {
    json!({
        "currency": currency,
        "orders": orders,
        "revenue": orders * 2_100,
        "averageValue": 2_100,
        "discount": 0,
        "refunded": 4_200,
    })
}

/// A kitchen's sales, by day.
pub fn sales_report() -> Value {
    let mut row = sales("USD", 16);
    row["from"] = json!("2026-11-20");
    row["to"] = json!("2026-11-20");
    json!({
        "report": {
            "sellerId": "spice-kitchen",
            "from": "2026-11-14",
            "to": "2026-11-20",
            "by": "day",
        },
        "sales": [row],
        "pagination": {"limit": 50, "nextCursor": null},
    })
}

/// A box of vegetables, every Monday.
pub fn create_template() -> Value {
    json!({
        "name": "Monday box",
        "sellerId": "green-valley",
        "items": [{"productId": "gv-eggs", "quantity": 1}],
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
        "fulfilment": {"method": "pickup"},
        "schedule": schedule(),
    })
}

/// Mondays at eight, by the clock in New York.
pub fn schedule() -> Value {
    json!({
        "rrule": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0",
        "timezone": "America/New_York",
        "startsAt": "2026-11-23T08:00",
        "onShortage": "skip",
    })
}

/// The same, once it has ordered.
pub fn template() -> Value {
    let mut schedule = schedule();
    schedule["status"] = json!("active");
    json!({
        "id": "TPL-7ZK3M9QW2X",
        "name": "Monday box",
        "sellerId": "green-valley",
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
        "items": [{"productId": "gv-eggs", "quantity": 1, "addons": []}],
        "fulfilment": {"method": "pickup"},
        "vouchers": [],
        "priority": "normal",
        "schedule": schedule,
        "nextOccurrence": "2026-11-30T13:00:00Z",
        "lastOutcome": {
            "occurrence": "2026-11-23T13:00:00Z",
            "at": "2026-11-23T13:00:20Z",
            "result": "placed",
            "orderId": "ORD-20261123-7ZK3M9QW2X",
        },
        "createdAt": "2026-11-20T12:00:00Z",
        "version": 2,
    })
}

/// A holiday.
pub fn update_template() -> Value {
    json!({"paused": true})
}
